package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.layer.With;
import io.github.shapeproof.processor.model.AppliedCheck;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The cause may be in a model that is applied, although that one is right by itself: it is searched
 * as if its results were at fault. Only what this compilation has the source of is edited.
 */
final class AppliedEdits {
  /** What is wrong is likelier so where it is told. */
  private static final double ELSEWHERE = 2;

  /** Candidates at most of one model: each is checked with all that apply it. */
  private static final int BUDGET = 200;

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final Trial trial;

  AppliedEdits(CheckedModel model, Finding finding, Suspects suspects, Trial trial) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    this.trial = trial;
  }

  /** Layers under suspicion, at a distance from the finding. */
  private record Open(Suspects suspects, double distance) {}

  /** Edits of each model that the suspects apply, and of those that it applies, the near first. */
  Stream<Candidate> candidates() {
    Code code = finding.diagnostic().code();
    if (code == Code.SP001) {
      AppliedResults results = new AppliedResults(model, finding);
      return Stream.concat(results.marks(), results.several().stream().flatMap(this::unread));
    }
    if (!code.isAboutShapes() && code != Code.SP007) {
      return Stream.of();
    }
    List<Candidate> candidates = new ArrayList<>();
    Set<AppliedModel> seen = new HashSet<>();
    Deque<Open> open = new ArrayDeque<>(List.of(new Open(suspects, 0)));
    while (!open.isEmpty()) {
      Open next = open.remove();
      next.suspects()
          .layers()
          .forEach(
              (field, steps) ->
                  editable(field)
                      .filter(seen::add)
                      .ifPresent(
                          applied -> {
                            double distance = next.distance() + steps + ELSEWHERE;
                            CheckedModel inside = checked(applied, field);
                            List<Candidate> there = new ArrayList<>();
                            for (Finding wrong : wrong(inside)) {
                              Suspects within = new Suspects(inside, wrong);
                              candidates(applied, field, inside, wrong, within).forEach(there::add);
                              open.add(new Open(within, distance));
                            }
                            there.stream()
                                .sorted(Comparator.comparingDouble(Candidate::cost))
                                .limit(BUDGET)
                                .map(candidate -> in(applied, candidate, distance))
                                .forEach(candidates::add);
                          }));
    }
    return candidates.stream();
  }

  /** A model with more results than were meant reads the others where it reads another tensor. */
  private Stream<Candidate> unread(FieldDeclaration field) {
    return editable(field).stream()
        .flatMap(
            applied -> {
              CheckedModel inside = checked(applied, field);
              List<String> outputs = inside.graph().outputs();
              // The names to try are those that would mend a result of the wrong shape.
              Finding wrong = asWrong(outputs.get(outputs.size() - 1));
              return new NameEdits(inside, wrong, new Suspects(inside, wrong))
                  .candidates()
                  .map(candidate -> in(applied, candidate, 0));
            });
  }

  private static Optional<AppliedModel> editable(FieldDeclaration field) {
    return field
        .layer()
        .flatMap(LayerDeclaration::applied)
        .filter(applied -> applied.source().isPresent() && applied.fault().isEmpty());
  }

  /** The applied model as it stands, with the sizes of the kernels that a field gives it. */
  private static CheckedModel checked(AppliedModel applied, FieldDeclaration field) {
    AppliedCheck check = AppliedCheck.of(applied);
    Map<String, Dim> numbers = With.values(field.name(), field.layer().orElseThrow());
    numbers.keySet().retainAll(check.numbers());
    CheckedModel given = check.checked(numbers);
    return new CheckedModel(
        applied.declaration(),
        ModelGraph.of(applied.declaration()),
        given.facts(),
        given.fields(),
        given.demands(),
        given.findings());
  }

  /** What is wrong with these kernels and strides; else each result, as the finding tells it. */
  private List<Finding> wrong(CheckedModel inside) {
    List<Finding> own =
        inside.findings().stream().filter(f -> inside.fields().containsKey(f.field())).toList();
    return own.isEmpty()
        ? inside.graph().outputs().stream().map(this::asWrong).toList()
        : own.subList(0, 1);
  }

  private Finding asWrong(String output) {
    Diagnostic diagnostic =
        Diagnostic.of(Code.SP201, Site.field(output), finding.diagnostic().sentence());
    return new Finding(diagnostic, finding.refutations(), false);
  }

  private Stream<Candidate> candidates(
      AppliedModel applied,
      FieldDeclaration field,
      CheckedModel inside,
      Finding wrong,
      Suspects within) {
    Set<String> unknown =
        new TreeSet<>(With.values(field.name(), field.layer().orElseThrow()).keySet());
    unknown.removeAll(AppliedCheck.of(applied).symbols());
    Stream<Candidate> symbols = new SymbolEdits(inside, wrong, within, unknown).candidates();
    if (finding.diagnostic().code() == Code.SP503) {
      return symbols;
    }
    Trial there = trial.in(applied);
    return Stream.of(
            symbols,
            taken(field, inside),
            new ParameterEdits(inside, wrong, within, there)
                .singles()
                .filter(candidate -> candidate.edits().stream().noneMatch(AppliedEdits::shrinks)),
            new NameEdits(inside, wrong, within).candidates(),
            new WithEdits(inside, wrong, within, there).candidates(),
            layout(inside, wrong))
        .flatMap(Function.identity());
  }

  /**
   * Whether an edit sets a stride above 2. A model is applied again and again, and the sizes under
   * a stride that is multiplied with itself so often are not meant, and take long to compare.
   */
  private static boolean shrinks(Edit edit) {
    return edit instanceof Edit.SetAttribute set
        && set.attribute().equals("stride")
        && set.value() instanceof List<?> strides
        && strides.stream().anyMatch(stride -> (Integer) stride > 2);
  }

  /**
   * Channels elsewhere in the whole model; its inputs alone would mean other sizes by its symbols.
   */
  private static Stream<Candidate> layout(CheckedModel inside, Finding wrong) {
    return ModelEdits.candidates(inside, wrong)
        .filter(candidate -> candidate.edits().get(0) instanceof Edit.SetLayout);
  }

  /** Other shapes of the inputs, where they are what the finding is about. */
  private Stream<Candidate> taken(FieldDeclaration field, CheckedModel inside) {
    Diagnostic diagnostic = finding.diagnostic();
    return field.name().equals(finding.field()) && diagnostic.code() == Code.SP201
        ? new TakenShapes(inside, diagnostic.site().index()).candidates(arguments())
        : Stream.of();
  }

  /** The shapes that the faulty field gives to what it applies; none where one is not known. */
  private List<Shape> arguments() {
    List<Optional<Shape>> shapes =
        model.graph().node(finding.field()).from().stream().map(model::shape).toList();
    return shapes.stream().allMatch(Optional::isPresent)
        ? shapes.stream().map(Optional::orElseThrow).toList()
        : List.of();
  }

  private static Candidate in(AppliedModel applied, Candidate candidate, double distance) {
    return new Candidate(
        applied + "." + candidate.topic(),
        List.of(new Edit.InApplied(applied, candidate.edits())),
        candidate.cost() + distance);
  }
}
