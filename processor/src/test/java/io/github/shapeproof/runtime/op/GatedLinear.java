package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;

/** {@code a * sigmoid(b)} of the two halves of the channels. Inputs: x. */
public final class GatedLinear implements Operation {
  private final Layout layout;

  public GatedLinear(Layout layout) {
    this.layout = layout;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    int channels = layout == Layout.CHANNELS_LAST ? out.rank() - 1 : 1;
    long half = out.size(channels);
    Tensor values = inputs[0].slice(channels, 0, half);
    Tensor gates = inputs[0].slice(channels, half, 2 * half);
    Elementwise.plan(plan, GatedLinear::gate, out, values, gates);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    int channels = layout == Layout.CHANNELS_LAST ? out.rank() - 1 : 1;
    long half = out.size(channels);
    GraphTensor values = inputs[0].slice(channels, 0, half, 1);
    GraphTensor gates = inputs[0].slice(channels, half, 2 * half, 1);
    return values.multiply(gates.map((graph, x) -> graph.nn().sigmoid(x)));
  }

  private static void gate(Row value, Row[] others, Row spare, int count) {
    others[0].map(0, count, x -> 1 / (1 + Math.exp(-x)));
    value.multiply(0, others[0], 0, count);
  }
}
