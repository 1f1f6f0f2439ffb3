package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Taps;

/**
 * Resizes one axis.
 *
 * <p>With half-pixel centres output {@code j} lies at {@code (j + 1/2) * in / out - 1/2} of the
 * input; with aligned corners at {@code j * (in - 1) / (out - 1)}.
 */
record Interpolation(ResizeMethod method, boolean alignCorners) implements AxisRule {
  /** The cubic kernel's parameter in PyTorch and OpenCV. */
  private static final double CUBIC = -0.75;

  private static final int LANCZOS_RADIUS = 3;

  @Override
  public Taps taps(int in, int out) {
    if (method == ResizeMethod.AREA) {
      return Binning.AVERAGE.taps(in, out);
    }
    Taps.Builder taps = Taps.sums(out);
    for (int j = 0; j < out; j++) {
      switch (method) {
        case NEAREST -> taps.tap(nearest(j, in, out), 1);
        case BILINEAR -> linear(taps, position(j, in, out), in);
        case BICUBIC -> cubic(taps, position(j, in, out), in);
        case LANCZOS3 -> lanczos(taps, position(j, in, out), in);
        default -> throw new IllegalStateException("no taps for " + method);
      }
      taps.end();
    }
    return taps.build();
  }

  private double position(int j, int in, int out) {
    if (alignCorners) {
      return out == 1 ? 0 : (double) j * (in - 1) / (out - 1);
    }
    return (j + 0.5) * in / out - 0.5;
  }

  /** The input whose centre is nearest, the later one of two: PyTorch's nearest-exact. */
  private int nearest(int j, int in, int out) {
    long index =
        alignCorners
            ? (long) Math.floor(position(j, in, out) + 0.5)
            : (2L * j + 1) * in / (2L * out);
    return (int) Math.min(index, in - 1);
  }

  private static void linear(Taps.Builder taps, double position, int in) {
    double at = Math.max(0, position);
    int left = Math.min((int) at, in - 1);
    double right = at - left;
    if (right == 0 || left == in - 1) {
      taps.tap(left, 1);
    } else {
      taps.tap(left, 1 - right).tap(left + 1, right);
    }
  }

  private static void cubic(Taps.Builder taps, double position, int in) {
    int left = (int) Math.floor(position);
    for (int i = left - 1; i <= left + 2; i++) {
      taps.tap(Math.max(0, Math.min(i, in - 1)), cubic(Math.abs(position - i)));
    }
  }

  /** Keys' cubic convolution kernel. */
  private static double cubic(double x) {
    double a = CUBIC;
    return x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  }

  /** As TensorFlow's ScaleAndTranslate without antialiasing: weights inside sum to 1. */
  private static void lanczos(Taps.Builder taps, double position, int in) {
    int from = Math.max(0, (int) Math.ceil(position - LANCZOS_RADIUS));
    int to = Math.min(in - 1, (int) Math.floor(position + LANCZOS_RADIUS));
    double total = 0;
    for (int i = from; i <= to; i++) {
      total += lanczos(Math.abs(i - position));
    }
    for (int i = from; i <= to; i++) {
      taps.tap(i, lanczos(Math.abs(i - position)) / total);
    }
  }

  private static double lanczos(double x) {
    if (x > LANCZOS_RADIUS) {
      return 0;
    }
    if (x < 1e-3) {
      return 1;
    }
    double angle = Math.PI * x;
    return LANCZOS_RADIUS * Math.sin(angle) * Math.sin(angle / LANCZOS_RADIUS) / (angle * angle);
  }
}
