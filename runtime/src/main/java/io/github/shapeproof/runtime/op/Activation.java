package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * A function of each element, or SOFTMAX over the channels. May overwrite its input.
 *
 * <p>LEAKY_RELU leaks 0.01, the alpha of ELU is 1, GELU is exact, SWISH is {@code x * sigmoid(x)}.
 */
public final class Activation implements Operation {
  private static final double LEAK = 0.01;

  private final Layout layout;
  private final ActivationKind kind;

  public Activation(Layout layout, ActivationKind kind) {
    this.layout = layout;
    this.kind = kind;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    if (kind == ActivationKind.SOFTMAX) {
      Softmax.plan(plan, GraphMaps.channels(layout, out.rank()), out, inputs[0]);
    } else {
      Elementwise.plan(plan, kernel(), out, inputs[0]);
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    if (kind == ActivationKind.SOFTMAX) {
      return Softmax.define(inputs[0], GraphMaps.channels(layout, out.rank()));
    }
    return inputs[0].map(
        (graph, x) ->
            switch (kind) {
              case RELU -> graph.nn().relu(x, 0);
              case LEAKY_RELU -> graph.nn().leakyRelu(x, LEAK);
              case ELU -> graph.nn().elu(x);
              case GELU -> x.mul(0.5).mul(graph.math().erf(x.mul(Math.sqrt(0.5))).add(1));
              case SIGMOID -> graph.nn().sigmoid(x);
              case TANH -> graph.math().tanh(x);
              case SWISH -> x.mul(graph.nn().sigmoid(x));
              case SOFTMAX ->
                  throw new IllegalStateException("softmax is no function of one element");
            });
  }

  private Elementwise.Kernel kernel() {
    return switch (kind) {
      case RELU -> (x, others, spare, count) -> x.atLeast(0, count, 0);
      case LEAKY_RELU ->
          (x, others, spare, count) -> {
            spare.scale(0, x, 0, count, LEAK);
            x.max(0, spare, 0, count);
          };
      case ELU -> (x, others, spare, count) -> x.map(0, count, Activation::elu);
      case GELU -> (x, others, spare, count) -> x.map(0, count, Activation::gelu);
      case SIGMOID -> (x, others, spare, count) -> x.map(0, count, Activation::sigmoid);
      case TANH -> (x, others, spare, count) -> x.map(0, count, Activation::tanh);
      case SWISH -> (x, others, spare, count) -> x.map(0, count, Activation::swish);
      case SOFTMAX -> throw new IllegalStateException("softmax is no function of one element");
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double swish(double x) {
    return x / (1 + Math.exp(-x));
  }

  private static double elu(double x) {
    return x > 0 ? x : Math.expm1(x);
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + Erf.of(x * Math.sqrt(0.5)));
  }

  /** Faster than {@link Math#tanh}; the series keeps small values exact. */
  private static double tanh(double x) {
    if (Math.abs(x) < 1e-3) {
      return x - x * x * x / 3;
    }
    double decay = Math.exp(-2 * Math.abs(x));
    return Math.copySign((1 - decay) / (1 + decay), x);
  }
}
