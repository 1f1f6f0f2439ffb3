package io.github.shapeproof.processor.writer;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What layers mean, by plain loops over arrays {@code [n][h][w][c]}. */
final class Maps {
  private Maps() {}

  static INDArray random(long seed, long... shape) {
    Random random = new Random(seed);
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, (float) random.nextGaussian());
    }
    return array;
  }

  /** Channels last to channels first. */
  static INDArray toFirst(INDArray map) {
    return map.permute(0, 3, 1, 2).dup('c');
  }

  static double[][][][] read(INDArray map) {
    double[][][][] values = zeros(map.shape());
    for (int n = 0; n < map.size(0); n++) {
      for (int h = 0; h < map.size(1); h++) {
        for (int w = 0; w < map.size(2); w++) {
          for (int c = 0; c < map.size(3); c++) {
            values[n][h][w][c] = map.getDouble(n, h, w, c);
          }
        }
      }
    }
    return values;
  }

  private static double[][][][] zeros(long... shape) {
    return new double[(int) shape[0]][(int) shape[1]][(int) shape[2]][(int) shape[3]];
  }

  /** A convolution of stride 1 that keeps the size. */
  static double[][][][] conv(double[][][][] x, INDArray kernel, INDArray bias) {
    int filters = (int) kernel.size(3);
    int size = (int) kernel.size(0);
    double[][][][] y = zeros(x.length, x[0].length, x[0][0].length, filters);
    for (int n = 0; n < x.length; n++) {
      for (int h = 0; h < x[0].length; h++) {
        for (int w = 0; w < x[0][0].length; w++) {
          for (int f = 0; f < filters; f++) {
            double sum = bias.getDouble(f);
            for (int i = 0; i < size; i++) {
              for (int j = 0; j < size; j++) {
                int row = h + i - (size - 1) / 2;
                int column = w + j - (size - 1) / 2;
                if (row >= 0 && row < x[0].length && column >= 0 && column < x[0][0].length) {
                  for (int c = 0; c < x[0][0][0].length; c++) {
                    sum += x[n][row][column][c] * kernel.getDouble(i, j, c, f);
                  }
                }
              }
            }
            y[n][h][w][f] = sum;
          }
        }
      }
    }
    return y;
  }

  /** Bilinear with half-pixel centres. */
  static double[][][][] resize(double[][][][] x, int height, int width) {
    double[][][][] y = zeros(x.length, height, width, x[0][0][0].length);
    for (int h = 0; h < height; h++) {
      double row = centre(h, height, x[0].length);
      int top = (int) row;
      int bottom = Math.min(top + 1, x[0].length - 1);
      for (int w = 0; w < width; w++) {
        double column = centre(w, width, x[0][0].length);
        int left = (int) column;
        int right = Math.min(left + 1, x[0][0].length - 1);
        for (int n = 0; n < x.length; n++) {
          for (int c = 0; c < x[0][0][0].length; c++) {
            double above = mix(x[n][top][left][c], x[n][top][right][c], column - left);
            double below = mix(x[n][bottom][left][c], x[n][bottom][right][c], column - left);
            y[n][h][w][c] = mix(above, below, row - top);
          }
        }
      }
    }
    return y;
  }

  /** Each element the mean of its area. */
  static double[][][][] area(double[][][][] x, int height, int width) {
    double[][][][] y = zeros(x.length, height, width, x[0][0][0].length);
    for (int h = 0; h < height; h++) {
      int top = h * x[0].length / height;
      int bottom = -Math.floorDiv(-(h + 1) * x[0].length, height);
      for (int w = 0; w < width; w++) {
        int left = w * x[0][0].length / width;
        int right = -Math.floorDiv(-(w + 1) * x[0][0].length, width);
        for (int n = 0; n < x.length; n++) {
          for (int c = 0; c < x[0][0][0].length; c++) {
            double sum = 0;
            for (int i = top; i < bottom; i++) {
              for (int j = left; j < right; j++) {
                sum += x[n][i][j][c];
              }
            }
            y[n][h][w][c] = sum / ((bottom - top) * (right - left));
          }
        }
      }
    }
    return y;
  }

  /** Areas along what becomes smaller, then bilinear along what becomes larger. */
  static double[][][][] fit(double[][][][] x, int height, int width) {
    double[][][][] smaller =
        area(x, Math.min(height, x[0].length), Math.min(width, x[0][0].length));
    return resize(smaller, height, width);
  }

  private static double centre(int index, int to, int from) {
    return Math.max(0, Math.min(from - 1, (index + 0.5) * from / to - 0.5));
  }

  private static double mix(double a, double b, double part) {
    return a + (b - a) * part;
  }

  static double[][][][] concat(double[][][][] a, double[][][][] b) {
    int first = a[0][0][0].length;
    double[][][][] y = zeros(a.length, a[0].length, a[0][0].length, first + b[0][0][0].length);
    for (int n = 0; n < a.length; n++) {
      for (int h = 0; h < a[0].length; h++) {
        for (int w = 0; w < a[0][0].length; w++) {
          System.arraycopy(a[n][h][w], 0, y[n][h][w], 0, first);
          System.arraycopy(b[n][h][w], 0, y[n][h][w], first, b[0][0][0].length);
        }
      }
    }
    return y;
  }

  static double[][][][] relu(double[][][][] x) {
    double[][][][] y = zeros(x.length, x[0].length, x[0][0].length, x[0][0][0].length);
    for (int n = 0; n < x.length; n++) {
      for (int h = 0; h < x[0].length; h++) {
        for (int w = 0; w < x[0][0].length; w++) {
          for (int c = 0; c < x[0][0][0].length; c++) {
            y[n][h][w][c] = Math.max(0, x[n][h][w][c]);
          }
        }
      }
    }
    return y;
  }

  static double[][][][] add(double[][][][] a, double[][][][] b) {
    double[][][][] y = zeros(a.length, a[0].length, a[0][0].length, a[0][0][0].length);
    for (int n = 0; n < a.length; n++) {
      for (int h = 0; h < a[0].length; h++) {
        for (int w = 0; w < a[0][0].length; w++) {
          for (int c = 0; c < a[0][0][0].length; c++) {
            y[n][h][w][c] = a[n][h][w][c] + b[n][h][w][c];
          }
        }
      }
    }
    return y;
  }

  /** Each place times that of a mask of one channel. */
  static double[][][][] masked(double[][][][] x, double[][][][] mask) {
    double[][][][] y = zeros(x.length, x[0].length, x[0][0].length, x[0][0][0].length);
    for (int n = 0; n < x.length; n++) {
      for (int h = 0; h < x[0].length; h++) {
        for (int w = 0; w < x[0][0].length; w++) {
          for (int c = 0; c < x[0][0][0].length; c++) {
            y[n][h][w][c] = x[n][h][w][c] * mask[n][h][w][0];
          }
        }
      }
    }
    return y;
  }

  /** Fails unless the two are equal up to the precision of FLOAT. */
  static void assertEqual(double[][][][] expected, INDArray actual) {
    double[][][][] values = read(actual);
    double largest = 1;
    double worst = 0;
    if (values.length != expected.length
        || values[0].length != expected[0].length
        || values[0][0].length != expected[0][0].length
        || values[0][0][0].length != expected[0][0][0].length) {
      throw new AssertionError("wrong shape " + actual.shapeInfoToString());
    }
    for (int n = 0; n < expected.length; n++) {
      for (int h = 0; h < expected[0].length; h++) {
        for (int w = 0; w < expected[0][0].length; w++) {
          for (int c = 0; c < expected[0][0][0].length; c++) {
            largest = Math.max(largest, Math.abs(expected[n][h][w][c]));
            worst = Math.max(worst, Math.abs(expected[n][h][w][c] - values[n][h][w][c]));
          }
        }
      }
    }
    if (!(worst <= 1e-5 * largest)) {
      throw new AssertionError("differs by " + worst + " where values reach " + largest);
    }
  }
}
