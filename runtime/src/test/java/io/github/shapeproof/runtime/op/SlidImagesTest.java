package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Windows of all lengths at all places, against sums and maxima taken one by one. */
final class SlidImagesTest {
  private static final int CASES = 400;
  private static final int LONGEST = 40;

  private final Random random = new Random(7);

  private record Axis(int inputs, int[] begins, int[] ends, double[] weights) {
    Taps taps(boolean maximum) {
      Taps.Builder taps = maximum ? Taps.maxima(begins.length) : Taps.sums(begins.length);
      for (int x = 0; x < begins.length; x++) {
        for (int i = begins[x]; i < ends[x]; i++) {
          taps.tap(i, weights[x]);
        }
        taps.end();
      }
      return taps.build();
    }
  }

  private Axis axis() {
    int inputs = 1 + random.nextInt(LONGEST);
    int outputs = 1 + random.nextInt(LONGEST);
    int most = 1 + random.nextInt(inputs);
    int[] begins = new int[outputs];
    int[] ends = new int[outputs];
    for (int x = 0; x < outputs; x++) {
      int length = random.nextInt(3) == 0 ? 1 + random.nextInt(most) : most;
      begins[x] = random.nextInt(inputs - length + 1);
      ends[x] = begins[x] + length;
    }
    return new Axis(inputs, begins, ends, random.doubles(outputs, 0.5, 2).toArray());
  }

  /** As pools have them: at even distances, shorter at the edges. */
  private Axis pool() {
    int stride = 1 + random.nextInt(4);
    int outputs = 1 + random.nextInt(LONGEST / stride);
    int kernel = 1 + random.nextInt(stride + 5);
    int before = random.nextInt(kernel);
    int inputs = outputs * stride;
    int[] begins = new int[outputs];
    int[] ends = new int[outputs];
    for (int x = 0; x < outputs; x++) {
      int end = Math.max(1, Math.min(inputs, x * stride - before + kernel));
      begins[x] = Math.min(end - 1, Math.max(0, x * stride - before));
      ends[x] = end;
    }
    double[] weights = IntStream.range(0, outputs).mapToDouble(x -> 1.0 / kernel).toArray();
    return new Axis(inputs, begins, ends, weights);
  }

  private static double expected(
      Row in, int image, Axis rows, Axis columns, int y, int x, boolean maximum) {
    double result = maximum ? Double.NEGATIVE_INFINITY : 0;
    int height = rows.inputs;
    int width = columns.inputs;
    for (int i = rows.begins[y]; i < rows.ends[y]; i++) {
      for (int j = columns.begins[x]; j < columns.ends[x]; j++) {
        double value = in.get((image * height + i) * width + j);
        result = maximum ? Math.max(result, value) : result + value;
      }
    }
    return maximum ? result : result * rows.weights[y] * columns.weights[x];
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void everyWindowOfEveryImage(DataType type) {
    for (int n = 0; n < CASES; n++) {
      boolean maximum = random.nextBoolean();
      Axis rows = n % 2 == 0 ? axis() : pool();
      Axis columns = n % 2 == 0 ? axis() : pool();
      int batch = 1 + random.nextInt(3);
      int images = 1 + random.nextInt(batch);
      int height = rows.begins.length;
      int width = columns.begins.length;
      Row in = Row.create(type, batch * rows.inputs * columns.inputs);
      for (int i = 0; i < in.capacity(); i++) {
        in.set(i, maximum && random.nextInt(500) == 0 ? Double.NaN : random.nextGaussian());
      }
      Row out = Row.create(type, batch * height * width);
      Taps rowTaps = rows.taps(maximum);
      Taps columnTaps = columns.taps(maximum);
      new SlidImages(rowTaps, columnTaps, rows.inputs, columns.inputs, batch, type)
          .apply(new Worker(), out, in, images);
      for (int i = 0; i < images * height * width; i++) {
        int image = i / (height * width);
        double wanted = expected(in, image, rows, columns, i / width % height, i % width, maximum);
        double tolerance = maximum ? 0 : type == DataType.FLOAT ? 2e-3 : 1e-10;
        assertEquals(wanted, out.get(i), tolerance, "case " + n + ", element " + i);
      }
    }
  }
}
