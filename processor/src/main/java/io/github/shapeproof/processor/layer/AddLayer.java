package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @Add}. */
public final class AddLayer extends Elementwise {
  /** The rule. */
  public AddLayer() {
    super("Add", Integer.MAX_VALUE);
  }

  /** A sum of two can resize or pad either one, where nothing is repeated. */
  @Override
  Fusing fusing(List<Named> inputs, Shape output) {
    boolean areEqual = inputs.stream().allMatch(input -> input.shape().equals(output));
    return inputs.size() == 2 && areEqual ? Fusing.takesRows(1, 0) : Fusing.NONE;
  }
}
