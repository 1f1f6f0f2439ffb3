package io.github.shapeproof.processor.plan;

import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.model.CheckedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which inputs hold the numbers of classes: those that sparse losses alone compute with, be it
 * through steps that leave the values as they are.
 */
public final class Labels {
  private static final Set<String> MOVES = Set.of("Transpose", "Crop");

  /** Of each value that is read, whether it holds the numbers of classes. */
  private final Map<Value, Boolean> labels = new HashMap<>();

  private Labels(Flow flow) {
    List<Flow.Node> nodes = flow.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Flow.Node node = nodes.get(i);
      for (int operand = 0; operand < node.inputs().size(); operand++) {
        if (node.inputs().get(operand) instanceof Source.Of read) {
          labels.merge(read.value(), isLabel(node, operand), Boolean::logicalAnd);
        }
      }
    }
  }

  /** The names of these inputs. */
  public static Set<String> of(CheckedModel model) {
    Flow flow = new Flow(model, model.graph().ends());
    Labels labels = new Labels(flow);
    return model.graph().inputs().stream()
        .filter(input -> labels.isLabel(flow.tensor(input)))
        .collect(Collectors.toSet());
  }

  private boolean isLabel(Flow.Node reader, int operand) {
    if (reader.step() instanceof Step.View) {
      return isLabel(reader.out());
    }
    if (reader.step() instanceof Step.Run run) {
      return MOVES.contains(run.operation())
          ? isLabel(reader.out())
          : operand == 1
              && run.operation().equals("Loss")
              && run.arguments().contains(LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY);
    }
    return false;
  }

  /** Known once all steps below are looked at; what nobody reads is none. */
  private boolean isLabel(Value value) {
    return labels.getOrDefault(value, false);
  }
}
