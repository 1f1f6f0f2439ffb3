package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * Moves channels into blocks of space, {@code [N, n.., C * product(block)]} to {@code [N, n *
 * block.., C]}.
 *
 * <p>Channel {@code c * product(block) + place} goes to channel {@code c} at that place of the
 * block, counted row by row, in both layouts: PyTorch's pixel shuffle, ONNX's CRD. TensorFlow's
 * order is {@code place * C + c}.
 */
public final class DepthToSpace implements Operation {
  private final Layout layout;
  private final int[] block;

  /**
   * @param block one size for all spatial axes, or one for each
   */
  public DepthToSpace(Layout layout, int... block) {
    this.layout = layout;
    this.block = block.clone();
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Blocks blocks = new Blocks(layout, block, out, inputs[0]);
    Move.copy(plan, blocks.shape(), out, blocks.wideStrides(), inputs[0], blocks.deepStrides());
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return GraphBlocks.toSpace(layout, block, inputs[0]);
  }
}
