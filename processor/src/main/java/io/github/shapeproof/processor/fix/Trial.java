package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.model.Sample;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Relation;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Tries edits on a faulty model. */
final class Trial {
  private static final Dim LARGE = Dim.of(1 << 20);

  /** So many tensors that stay as they are take as long as one that is checked anew. */
  private static final int SAME_PER_CHECK = 16;

  /** A tensor with sizes such as {@code H/2 + 1} takes as long as so many with plain ones, */
  private static final int COMPUTED = 4;

  /** and longer where they repeat after many values of a symbol: as so many plain ones do these. */
  private static final int VALUES = 1 << 13;

  /** A model with open kernels is checked for about so many, each time from the start. */
  private static final int SAMPLES = 12;

  private final CheckedModel model;
  private final Set<String> faulty;
  private final Finding finding;
  private final UnaryOperator<List<Edit>> place;
  private final Effort.Share share;

  /** The model without edits, by its open kernels and strides, where the finding is about them. */
  private final Map<Map<String, Dim>, CheckedModel> samples;

  private Trial(
      CheckedModel model,
      Finding finding,
      UnaryOperator<List<Edit>> place,
      Effort.Share share,
      Map<Map<String, Dim>, CheckedModel> samples) {
    this.model = model;
    this.finding = finding;
    this.place = place;
    this.share = share;
    this.samples = samples;
    faulty = model.findings().stream().map(Finding::field).collect(Collectors.toSet());
  }

  /** Trials that are to mend one finding and to break nothing else. */
  Trial(CheckedModel model, Finding finding, Effort.Share share) {
    this(model, finding, UnaryOperator.identity(), share, samples(model, finding));
  }

  /** The same with edits of a model that is applied. */
  Trial in(AppliedModel applied) {
    return new Trial(
        model, finding, edits -> List.of(new Edit.InApplied(applied, edits)), share, samples);
  }

  private static Map<Map<String, Dim>, CheckedModel> samples(CheckedModel model, Finding finding) {
    return finding.sampled()
        ? ModelChecker.samples(model.declaration())
            .collect(Collectors.toMap(Sample::numbers, Sample::model))
        : Map.of();
  }

  /** The model on which the edits are tried, also where they are in one that it applies. */
  ModelDeclaration declaration() {
    return model.declaration();
  }

  /** Whether too much was tried already. */
  boolean isSpent() {
    return share.isSpent();
  }

  /** What the edits are to mend. */
  Finding finding() {
    return finding;
  }

  /** The model with the edits made, checked to its end. */
  CheckedModel run(List<Edit> edits) {
    return check(edits, f -> false);
  }

  /** Those of an applied model are checked as well; what is computed of symbols takes longer. */
  private static long tensors(CheckedField field, Facts facts) {
    long steps = Math.max(1, field.inference().map(known -> known.steps().size()).orElse(1));
    List<Dim> computed =
        field.shape().stream()
            .flatMap(shape -> shape.dims().stream())
            .filter(dim -> !dim.isConstant() && !dim.isSymbol())
            .toList();
    return computed.isEmpty() ? steps : steps * Math.max(COMPUTED, facts.period(computed) / VALUES);
  }

  @SuppressWarnings("ReferenceEquality")
  private CheckedModel check(List<Edit> edits, Predicate<Finding> stop) {
    CheckedModel changed = ModelChecker.recheck(edited(edits), model, stop);
    long tensors =
        changed.fields().values().stream()
            .filter(field -> model.fields().get(field.name()) != field)
            .mapToLong(field -> tensors(field, changed.facts()))
            .sum();
    // Every bound is put together with those above it once more.
    long bounds = changed.demands().size();
    long samples =
        finding.sampled() ? (long) SAMPLES * COMPUTED * changed.graph().nodes().size() : 0;
    share.tried(tensors + bounds + samples + changed.fields().size() / SAME_PER_CHECK);
    return changed;
  }

  /**
   * How many findings are left with these edits, where the one in question is gone and nothing new
   * is wrong; empty where the edits do not help.
   */
  OptionalInt left(List<Edit> edits) {
    CheckedModel changed = check(edits, this::rejects);
    return changed.findings().stream().anyMatch(this::rejects)
            || isAnother(changed)
            || (finding.sampled() && !isRightForNumbers(changed))
        ? OptionalInt.empty()
        : OptionalInt.of(changed.findings().size());
  }

  /** Whether it is right only because it is another network than was meant. */
  private boolean isAnother(CheckedModel changed) {
    return hides(changed)
        || narrows(changed)
        || Broadcasting.isNew(model, changed, finding.field());
  }

  /** Whether the tensor in question is right whatever the open kernels and strides are. */
  private boolean isRightForNumbers(CheckedModel changed) {
    Iterator<Sample> all = ModelChecker.samples(changed.declaration()).iterator();
    boolean isRight = all.hasNext();
    while (isRight && all.hasNext()) {
      isRight = isRight(all.next());
    }
    return isRight;
  }

  private boolean isRight(Sample sample) {
    String field = finding.field();
    CheckedModel before = samples.get(sample.numbers());
    return sample.model().findings().stream().noneMatch(f -> f.field().equals(field))
        && (before == null || !Broadcasting.isNew(before, sample.model(), field));
  }

  /**
   * Whether something reads a faulty tensor that it did not read before: then it is not checked, or
   * against a claim that is wrong.
   */
  private boolean hides(CheckedModel changed) {
    return changed.fields().values().stream().anyMatch(field -> hides(changed, field.node()));
  }

  private boolean hides(CheckedModel changed, ModelGraph.Node node) {
    ModelGraph.Node old = model.graph().nodes().get(node.field().name());
    return old != null
        && old.fault().isEmpty()
        && node.reads().stream()
            .filter(name -> !old.reads().contains(name))
            .map(changed::field)
            .anyMatch(read -> read.shape().isEmpty() || !read.findings().isEmpty());
  }

  /**
   * Whether the edits make the model fit for few sizes, such as {@code H == 1}, or for sizes that
   * relate to each other: however large the symbols of a new bound are, they may not meet it. What
   * an operation demands that could not be read before is no fault of the edits.
   */
  private boolean narrows(CheckedModel changed) {
    return finding.diagnostic().code().isAboutShapes()
        && changed.demands().stream()
            .map(demand -> demand.requirement().fact())
            .anyMatch(
                bound ->
                    !isMetByLarge(changed.facts(), bound)
                        && !isUsual(bound)
                        && !isOld(changed.facts(), bound));
  }

  /** Whether the sizes of a bound relate to each other without the edits as well. */
  private boolean isUsual(Fact bound) {
    return bound.symbols().size() > 1
        && model.demands().stream()
            .map(demand -> demand.requirement().fact().symbols())
            .anyMatch(bound.symbols()::equals);
  }

  /** Whether the model without the edits demands as much. */
  private boolean isOld(Facts facts, Fact bound) {
    Facts old = facts;
    for (Demand demand : model.demands()) {
      old = old.and(demand.requirement().fact());
    }
    return old.imply(bound);
  }

  /** Whether large symbols meet a bound, or {@code where} lets them not be large. */
  private static boolean isMetByLarge(Facts facts, Fact bound) {
    Facts large = facts;
    for (String symbol : bound.symbols()) {
      large = large.and(Fact.of(Dim.symbol(symbol), Relation.AT_LEAST, LARGE));
    }
    return large.imply(bound) || !large.satisfiable();
  }

  /** What is still wrong with these edits, or newly so, of what the edits are to mend. */
  Optional<Finding> open(List<Edit> edits) {
    return run(edits).findings().stream().filter(this::rejects).findFirst();
  }

  /**
   * What is newly wrong with these edits, where the finding in question is gone and all that is
   * could not be checked before; empty where the edits do not help, or nothing is.
   */
  List<Finding> uncovered(List<Edit> edits) {
    CheckedModel changed = run(edits);
    List<Finding> left = changed.findings().stream().filter(this::rejects).toList();
    return left.stream().allMatch(this::wasUnchecked) && !isAnother(changed) ? left : List.of();
  }

  private boolean wasUnchecked(Finding found) {
    return !found.field().equals(finding.field())
        && model.fields().containsKey(found.field())
        && model.field(found.field()).inference().isEmpty();
  }

  private boolean rejects(Finding found) {
    return found.field().equals(finding.field())
        ? !isOtherFault(found)
        : !faulty.contains(found.field());
  }

  /** Whether it is wrong with the same tensor, and not what the edits are to mend. */
  private boolean isOtherFault(Finding found) {
    return !found.diagnostic().equals(finding.diagnostic())
        && model.findings().stream()
            .anyMatch(known -> known.diagnostic().equals(found.diagnostic()));
  }

  /** The model with the edits made, not checked. */
  ModelDeclaration edited(List<Edit> edits) {
    return Edit.all(place.apply(edits), model.declaration());
  }
}
