package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns what is wrong with a model into what to tell its user: each cause once, with ways out.
 *
 * <p>Two findings have one cause when a way out of the first mends the second as well, or when both
 * are mismatches and depend on a computed tensor that no {@code @Shape} vouches for.
 */
public final class Explainer {
  private static final int MOST_HELPS = 3;

  private Explainer() {}

  /** A help, and the fields that are still wrong with it. */
  private record Tried(Help help, Set<String> left) {}

  /** The errors to show, in source order. */
  public static List<Diagnostic> explain(CheckedModel model) {
    return explain(model, List.of());
  }

  /**
   * The errors to show, in source order.
   *
   * @param compiled the declarations of the same compilation, of which those that apply the model
   *     tell which helps they can live with
   */
  public static List<Diagnostic> explain(CheckedModel model, List<ModelDeclaration> compiled) {
    Appliers appliers = new Appliers(model.declaration(), compiled);
    Effort effort = new Effort();
    List<Diagnostic> errors = new ArrayList<>();
    Set<String> told = new TreeSet<>();
    List<Finding> open = model.findings();
    while (!open.isEmpty()) {
      Finding first = open.get(0);
      Effort.Share share = effort.share();
      List<Tried> tried = tried(model, first, appliers, share);
      List<Finding> rest = open.subList(1, open.size());
      open =
          rest.stream()
              .filter(f -> tried.stream().allMatch(t -> t.left().contains(f.field())))
              .filter(f -> isAnother(model, first, f, tried))
              .toList();
      told.add(first.field());
      Set<String> same = model.findings().stream().map(Finding::field).collect(Collectors.toSet());
      open.forEach(f -> same.remove(f.field()));
      same.removeAll(told);
      List<Help> helps =
          tried.stream()
              .filter(t -> Collections.disjoint(t.left(), same))
              .map(Tried::help)
              .toList();
      List<String> details = new ArrayList<>(SwappedAxes.details(model, first));
      details.addAll(InputSymbols.details(model, helps));
      details.addAll(new AppliedResults(model, first).details());
      if (helps.stream().noneMatch(Explainer::isHere)) {
        details.addAll(SizeTexts.details(model, first));
      }
      if (!first.sampled() && helps.stream().noneMatch(Explainer::keepsClaims)) {
        new Closest(model, first, share).detail().ifPresent(details::add);
      }
      errors.add(first.diagnostic().withDetails(details).withHelps(helps));
    }
    return errors;
  }

  /** Whether a help makes what was wanted, rather than wanting something else. */
  private static boolean keepsClaims(Help help) {
    return help.edits().stream().noneMatch(Edit.SetShape.class::isInstance);
  }

  private static boolean isHere(Help help) {
    return help.edits().stream().noneMatch(Edit.InApplied.class::isInstance);
  }

  private static List<Tried> tried(
      CheckedModel model, Finding finding, Appliers appliers, Effort.Share share) {
    Trial trial = new Trial(model, finding, share);
    return new HelpSearch(model, finding, appliers, share)
        .best(MOST_HELPS).stream().map(help -> new Tried(help, left(trial, help))).toList();
  }

  private static Set<String> left(Trial trial, Help help) {
    return trial.run(help.edits()).findings().stream()
        .map(Finding::field)
        .collect(Collectors.toSet());
  }

  /**
   * Whether a finding that no help mends has a cause of its own: it shares no tensor with the first
   * one, or only such as a help has mended.
   */
  private static boolean isAnother(
      CheckedModel model, Finding first, Finding other, List<Tried> tried) {
    if (!isMismatch(first) || !isMismatch(other)) {
      return !new AppliedResults(model, first).isSame(other);
    }
    Set<String> shared = suspects(model, first.field());
    shared.retainAll(suspects(model, other.field()));
    return shared.isEmpty() || tried.stream().anyMatch(t -> edits(model, t.help(), shared));
  }

  private static boolean edits(CheckedModel model, Help help, Set<String> fields) {
    ModelDeclaration edited = Edit.all(help.edits(), model.declaration());
    return fields.stream()
        .anyMatch(name -> !edited.field(name).equals(model.declaration().field(name)));
  }

  private static boolean isMismatch(Finding finding) {
    return finding.diagnostic().code().isMismatch();
  }

  /** The computed tensors that a finding depends on, up to the nearest declared ones. */
  private static Set<String> suspects(CheckedModel model, String field) {
    Predicate<ModelGraph.Node> isDeclared =
        node -> !node.field().name().equals(field) && node.field().shape().isPresent();
    Set<String> names = model.graph().origins(List.of(field), isDeclared);
    names.removeIf(name -> isDeclared.test(model.graph().node(name)));
    return names;
  }
}
