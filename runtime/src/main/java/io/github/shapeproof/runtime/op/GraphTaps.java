package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Taps;
import java.util.Arrays;

/** {@link Taps} in a graph: products with constant matrices. */
final class GraphTaps {
  /** Elements of a constant: 128 MB of doubles. */
  private static final long MOST_ELEMENTS = 1 << 24;

  private GraphTaps() {}

  /** Applies taps to one axis, which is not open. */
  static GraphTensor apply(GraphTensor x, int axis, Taps taps) {
    int in = x.shape().intSize(axis);
    if (taps.isIdentity(in)) {
      return x;
    }
    GraphTensor result =
        taps.isMaximum()
            ? maxima(x, axis, in, taps)
            : x.matmul(axis, x.constant(sums(in, taps), in, taps.outputs()));
    double[] untouched = new double[taps.outputs()];
    Arrays.setAll(untouched, j -> taps.begin(j) == taps.begin(j + 1) ? taps.ofNothing() : 0);
    if (Arrays.stream(untouched).allMatch(value -> value == 0)) {
      return result;
    }
    long[] beside = new long[x.rank()];
    Arrays.fill(beside, 1);
    beside[axis] = untouched.length;
    return result.add(x.constant(untouched, beside));
  }

  private static double[] sums(int in, Taps taps) {
    double[] matrix = matrix(in, taps.outputs());
    for (int j = 0; j < taps.outputs(); j++) {
      for (int tap = taps.begin(j); tap < taps.begin(j + 1); tap++) {
        matrix[taps.index(tap) * taps.outputs() + j] += taps.weight(tap);
      }
    }
    return matrix;
  }

  private static double[] matrix(int in, long columns) {
    if (in * columns > MOST_ELEMENTS) {
      throw new ShapeMismatchException(
          "takes a matrix of %d x %d elements in a graph, which has at most %d"
              .formatted(in, columns, MOST_ELEMENTS));
    }
    return new double[(int) (in * columns)];
  }

  /** Picks the elements of each output, the last one again where they are fewer, and reduces. */
  private static GraphTensor maxima(GraphTensor x, int axis, int in, Taps taps) {
    int most = 0;
    for (int j = 0; j < taps.outputs(); j++) {
      most = Math.max(most, taps.begin(j + 1) - taps.begin(j));
    }
    double[] picks = matrix(in, (long) taps.outputs() * most);
    int columns = picks.length / in;
    for (int j = 0; j < taps.outputs(); j++) {
      int last = taps.begin(j + 1) - 1;
      for (int k = 0; k < most && last >= taps.begin(j); k++) {
        picks[taps.index(Math.min(taps.begin(j) + k, last)) * columns + j * most + k] = 1;
      }
    }
    GraphTensor picked = x.matmul(axis, x.constant(picks, in, columns));
    return picked
        .reshape(picked.shape().split(axis, taps.outputs(), most))
        .maxOfFinite(axis + 1)
        .removeAxis(axis + 1);
  }
}
