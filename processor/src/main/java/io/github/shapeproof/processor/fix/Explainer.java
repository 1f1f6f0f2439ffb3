package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns what is wrong with a model into what to tell its user: each cause once, with ways out.
 *
 * <p>Two findings have one cause when mending the first mends the second; where no way out of the
 * first is known, when both depend on a computed tensor that no {@code @Shape} vouches for.
 */
public final class Explainer {
  private static final int MOST_HELPS = 3;

  private Explainer() {}

  /** The errors to show, in source order. */
  public static List<Diagnostic> explain(CheckedModel model) {
    List<Diagnostic> errors = new ArrayList<>();
    List<Finding> open = model.findings();
    while (!open.isEmpty()) {
      Finding first = open.get(0);
      List<Help> helps = new HelpSearch(model, first).best(MOST_HELPS);
      errors.add(first.diagnostic().withHelps(helps));
      List<Finding> rest = open.subList(1, open.size());
      open =
          rest.isEmpty()
              ? rest
              : helps.isEmpty()
                  ? unrelated(model, first, rest)
                  : stillOpen(new Trial(model, first).run(helps.get(0).edits()), rest);
    }
    return errors;
  }

  private static List<Finding> stillOpen(CheckedModel mended, List<Finding> rest) {
    return rest.stream()
        .filter(f -> mended.findings().stream().anyMatch(m -> m.field().equals(f.field())))
        .toList();
  }

  private static List<Finding> unrelated(CheckedModel model, Finding first, List<Finding> rest) {
    Set<String> suspects = suspects(model, first.field());
    return rest.stream()
        .filter(f -> suspects(model, f.field()).stream().noneMatch(suspects::contains))
        .toList();
  }

  /** The computed tensors that a finding depends on, up to the nearest declared ones. */
  private static Set<String> suspects(CheckedModel model, String field) {
    Set<String> names = new TreeSet<>();
    collect(model, field, names);
    return names;
  }

  private static void collect(CheckedModel model, String name, Set<String> names) {
    CheckedField field = model.fields().get(name);
    if (field == null || !names.add(name)) {
      return;
    }
    ModelGraph.Node node = field.node();
    for (String read : node.reads()) {
      CheckedField source = model.fields().get(read);
      boolean vouched = source == null || source.node().field().shape().isPresent();
      if (!vouched) {
        collect(model, read, names);
      }
    }
  }
}
