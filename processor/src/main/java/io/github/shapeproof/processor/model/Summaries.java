package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.layer.Applied;
import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Summary;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the models that others apply do: each is checked once for the same kernels and strides. */
public final class Summaries {
  private final Map<AppliedModel, Map<Map<String, BigInteger>, Applied.Checked>> known =
      new IdentityHashMap<>();

  Summaries() {}

  /** A model as the rule of {@code @Apply} sees it. */
  Applied of(AppliedModel model) {
    return new Applied() {
      @Override
      public String name() {
        return model.declaration().simpleName();
      }

      @Override
      public Set<String> windows() {
        return Twins.windows(model.declaration());
      }

      @Override
      public Checked check(Map<String, BigInteger> windows) {
        Map<Map<String, BigInteger>, Checked> checks =
            known.computeIfAbsent(model, m -> new HashMap<>());
        Checked checked = checks.get(windows);
        if (checked == null) {
          checked = Summaries.this.check(model, windows);
          checks.put(windows, checked);
        }
        return checked;
      }
    };
  }

  /** Whether a model has errors for whatever kernels and strides. */
  boolean isBroken(AppliedModel model) {
    Applied applied = of(model);
    return model.fault().isPresent()
        || !ModelChecker.check(model.declaration(), this).findings().isEmpty()
        || (applied.windows().isEmpty() && applied.check(Map.of()).summary().isEmpty());
  }

  private Applied.Checked check(AppliedModel model, Map<String, BigInteger> windows) {
    if (model.fault().isPresent()) {
      return Applied.Checked.faulty(model.fault().get());
    }
    CheckedModel checked = ModelChecker.check(Twins.give(model.declaration(), windows), this);
    if (!checked.findings().isEmpty()) {
      return Applied.Checked.faulty(fault(checked.findings().get(0).diagnostic(), windows));
    }
    List<String> outputs = checked.graph().outputs();
    if (!checked.isInferred() || outputs.isEmpty()) {
      return Applied.Checked.faulty(
          outputs.isEmpty() ? "has no output" : "applies a model with errors");
    }
    return Applied.Checked.sound(summary(checked, outputs));
  }

  private static String fault(Diagnostic first, Map<String, BigInteger> windows) {
    List<String> given = new ArrayList<>();
    windows.forEach((symbol, number) -> given.add(symbol + " = " + number));
    return (given.isEmpty() ? "" : "with " + String.join(", ", given) + " ")
        + "has an error: "
        + first.sentence();
  }

  private static Summary summary(CheckedModel model, List<String> outputs) {
    List<String> cone = model.graph().cone(outputs);
    List<Summary.Tensor> tensors = new ArrayList<>();
    List<Demand> demands = new ArrayList<>();
    for (String name : cone) {
      CheckedField field = model.field(name);
      demands.addAll(field.demands());
      Optional<Shape> shape = field.shape();
      Optional<Inference> inference = field.inference();
      if (inference.isPresent()) {
        tensors.add(new Summary.Tensor(name, shape.orElseThrow(), inference.get()));
      }
    }
    List<String> inputs = model.graph().inputs();
    return new Summary(
        model.declaration().simpleName(),
        model.named(inputs),
        inputs.stream().filter(cone::contains).toList(),
        model.facts().list(),
        demands.stream().map(Demand::requirement).toList(),
        tensors,
        outputs);
  }
}
