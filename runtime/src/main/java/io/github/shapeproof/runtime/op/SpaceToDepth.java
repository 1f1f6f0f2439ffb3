package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * Moves each block of space into the channels, {@code [N, n.., C]} to {@code [N, n / block.., C *
 * product(block)]}: the inverse of {@link DepthToSpace}, in its channel order.
 */
public final class SpaceToDepth implements Operation {
  private final Layout layout;
  private final int[] block;

  /**
   * @param block one size for all spatial axes, or one for each
   */
  public SpaceToDepth(Layout layout, int... block) {
    this.layout = layout;
    this.block = block.clone();
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Blocks blocks = new Blocks(layout, block, inputs[0], out);
    Move.copy(plan, blocks.shape(), out, blocks.deepStrides(), inputs[0], blocks.wideStrides());
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return GraphBlocks.toDepth(layout, block, inputs[0]);
  }
}
