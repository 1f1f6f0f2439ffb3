package io.github.shapeproof.samples.seeds;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A feature map {@code N,H,W,C} as plain doubles, and the layers of the seeds as loops over it.
 *
 * <p>What the adapters compute is computed here a second time, straight from the definitions; the
 * two share no code.
 */
public record FeatureMap(int n, int h, int w, int c, double[] values) {
  /** The value at one place. */
  @FunctionalInterface
  private interface Formula {
    double at(int b, int y, int x, int channel);
  }

  /** A map {@code N,H,W,C}, or a vector {@code N,C} as a map of one place. */
  public static FeatureMap channelsLast(INDArray array) {
    long[] s = array.shape();
    return s.length == 2
        ? new FeatureMap((int) s[0], 1, 1, (int) s[1], doubles(array))
        : new FeatureMap((int) s[0], (int) s[1], (int) s[2], (int) s[3], doubles(array));
  }

  /** A map {@code N,C,H,W}. */
  public static FeatureMap channelsFirst(INDArray array) {
    return channelsLast(array.permute(0, 2, 3, 1));
  }

  /** Bilinear, with half-pixel centers. */
  public FeatureMap resize(int height, int width) {
    return make(n, height, width, c, (b, y, x, ch) -> {
      double sy = clamp((y + 0.5) * h / height - 0.5, h - 1);
      double sx = clamp((x + 0.5) * w / width - 0.5, w - 1);
      int y0 = (int) sy;
      int x0 = (int) sx;
      int y1 = Math.min(y0 + 1, h - 1);
      int x1 = Math.min(x0 + 1, w - 1);
      double top = mix(get(b, y0, x0, ch), get(b, y0, x1, ch), sx - x0);
      double bottom = mix(get(b, y1, x0, ch), get(b, y1, x1, ch), sx - x0);
      return mix(top, bottom, sy - y0);
    });
  }

  /** The mean of what lies inside each window; SAME padding, the odd one after. */
  public FeatureMap averagePoolSame(int kernel, int stride) {
    int height = ceilDiv(h, stride);
    int width = ceilDiv(w, stride);
    int before = Math.max((height - 1) * stride + kernel - h, 0) / 2;
    return make(n, height, width, c, (b, y, x, ch) -> {
      int top = y * stride - before;
      int left = x * stride - before;
      double sum = 0;
      int count = 0;
      for (int sy = Math.max(top, 0); sy < Math.min(top + kernel, h); sy++) {
        for (int sx = Math.max(left, 0); sx < Math.min(left + kernel, w); sx++) {
          sum += get(b, sy, sx, ch);
          count++;
        }
      }
      return sum / count;
    });
  }

  /** The maximum of each of {@code bins} × {@code bins} equal parts. */
  public FeatureMap maxOfBins(int bins) {
    int height = h / bins;
    int width = w / bins;
    return make(n, bins, bins, c, (b, y, x, ch) -> {
      double max = Double.NEGATIVE_INFINITY;
      for (int sy = y * height; sy < (y + 1) * height; sy++) {
        for (int sx = x * width; sx < (x + 1) * width; sx++) {
          max = Math.max(max, get(b, sy, sx, ch));
        }
      }
      return max;
    });
  }

  /**
   * A convolution to {@code height} × {@code width}.
   *
   * @param kernel {@code [k, k, in, out]}
   * @param before padding above and to the left
   */
  public FeatureMap conv(
      INDArray kernel, INDArray bias, int stride, int before, int height, int width) {
    int k = (int) kernel.size(0);
    int out = (int) kernel.size(3);
    double[] weights = doubles(kernel.permute(0, 1, 3, 2));
    double[] biases = doubles(bias);
    return make(n, height, width, out, (b, y, x, o) -> {
      double sum = biases[o];
      for (int ky = 0; ky < k; ky++) {
        for (int kx = 0; kx < k; kx++) {
          int sy = y * stride + ky - before;
          int sx = x * stride + kx - before;
          if (sy >= 0 && sy < h && sx >= 0 && sx < w) {
            sum += dot(weights, ((ky * k + kx) * out + o) * c, index(b, sy, sx, 0));
          }
        }
      }
      return sum;
    });
  }

  /**
   * A transposed convolution: each element spreads the kernel, and {@code crop} rows and columns
   * are cut above and to the left.
   *
   * @param kernel {@code [k, k, out, in]}
   */
  public FeatureMap deconv(
      INDArray kernel, INDArray bias, int stride, int crop, int height, int width) {
    int k = (int) kernel.size(0);
    int out = (int) kernel.size(2);
    double[] weights = doubles(kernel);
    double[] biases = doubles(bias);
    return make(n, height, width, out, (b, y, x, o) -> {
      double sum = biases[o];
      for (int sy = 0; sy < h; sy++) {
        int ky = y + crop - sy * stride;
        for (int sx = 0; ky >= 0 && ky < k && sx < w; sx++) {
          int kx = x + crop - sx * stride;
          if (kx >= 0 && kx < k) {
            sum += dot(weights, ((ky * k + kx) * out + o) * c, index(b, sy, sx, 0));
          }
        }
      }
      return sum;
    });
  }

  /** A linear map of a vector; {@code kernel} is {@code [in, out]}. */
  public FeatureMap dense(INDArray kernel, INDArray bias) {
    return conv(kernel.reshape(1, 1, kernel.size(0), kernel.size(1)), bias, 1, 0, h, w);
  }

  /** Channels of this map, then those of the other. */
  public FeatureMap concat(FeatureMap other) {
    return make(n, h, w, c + other.c,
        (b, y, x, ch) -> ch < c ? get(b, y, x, ch) : other.get(b, y, x, ch - c));
  }

  /** Row by row, column by column, channel by channel. */
  public FeatureMap flatten() {
    return new FeatureMap(n, 1, 1, h * w * c, values);
  }

  /** {@code amount} zeros on every side. */
  public FeatureMap pad(int amount) {
    return make(n, h + 2 * amount, w + 2 * amount, c, (b, y, x, ch) -> {
      int sy = y - amount;
      int sx = x - amount;
      return sy >= 0 && sy < h && sx >= 0 && sx < w ? get(b, sy, sx, ch) : 0;
    });
  }

  /** The part that begins at row and column {@code offset}. */
  public FeatureMap crop(int offset, int height, int width) {
    return make(n, height, width, c, (b, y, x, ch) -> get(b, y + offset, x + offset, ch));
  }

  /** Each value by a function. */
  public FeatureMap map(DoubleUnaryOperator function) {
    return new FeatureMap(n, h, w, c, Arrays.stream(values).map(function).toArray());
  }

  /** Each value with the other's at the same place; a single channel of the other serves all. */
  public FeatureMap combine(FeatureMap other, DoubleBinaryOperator function) {
    return make(n, h, w, c, (b, y, x, ch) ->
        function.applyAsDouble(get(b, y, x, ch), other.get(b, y, x, other.c == 1 ? 0 : ch)));
  }

  /** The mean over all values of a distance from a target. */
  public double meanDistance(FeatureMap target, DoubleBinaryOperator distance) {
    return Arrays.stream(combine(target, distance).values).average().orElseThrow();
  }

  /** The logistic function. */
  public static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The positive part. */
  public static double relu(double x) {
    return Math.max(x, 0);
  }

  private static FeatureMap make(int n, int h, int w, int c, Formula formula) {
    FeatureMap map = new FeatureMap(n, h, w, c, new double[n * h * w * c]);
    IntStream.range(0, n * h).parallel().forEach(row -> {
      for (int x = 0; x < w; x++) {
        for (int ch = 0; ch < c; ch++) {
          map.values[map.index(row / h, row % h, x, ch)] = formula.at(row / h, row % h, x, ch);
        }
      }
    });
    return map;
  }

  private double get(int b, int y, int x, int channel) {
    return values[index(b, y, x, channel)];
  }

  private int index(int b, int y, int x, int channel) {
    return ((b * h + y) * w + x) * c + channel;
  }

  /** The product of all channels at one place with as many weights. */
  private double dot(double[] weights, int from, int place) {
    double sum = 0;
    for (int i = 0; i < c; i++) {
      sum += weights[from + i] * values[place + i];
    }
    return sum;
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }

  private static double clamp(double value, double max) {
    return Math.min(Math.max(value, 0), max);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  private static double[] doubles(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }
}
