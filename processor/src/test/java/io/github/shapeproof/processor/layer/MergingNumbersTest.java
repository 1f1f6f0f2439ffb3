package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.runtime.Weights;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Generated adapters of merging layers, against their formulas element by element. */
final class MergingNumbersTest {
  private static final String MODEL =
      """
      @TensorModel(where = {"H % 2 == 0", "W % 2 == 0"})
      public class Merge {
        @Input @Shape("N,H,W,4") INDArray x;
        @Input @Shape("N,H/2,W/2,4") INDArray low;
        @Input @Shape("N,1,1,4") INDArray scale;
        @Rearrange(from = "x", value = "n (h a) w c -> n h w (a c)", sizes = "a = 2")
        @Output INDArray packed;
        @Reconcile(from = "low", like = "x", by = Strategy.NEAREST, combine = ADD)
        @Output INDArray sum;
        @Reconcile(from = "low", like = "x", by = DECONV) @Output INDArray learned;
        @Reconcile(from = "x", like = "low", channels = MATCH) @Output INDArray matched;
        @GatedConcat(from = {"low", "x"}, by = Strategy.NEAREST) @Output INDArray gated;
        @ConcatReduce(from = {"sum", "x"}, filters = 3) @Output INDArray mixed;
        @ConcatReduce(from = "x", filters = 2) @Output INDArray single;
        @MaskedAdd(from = {"sum", "low"}, mask = "scale", by = Strategy.AREA)
        @Output INDArray masked;
        @Multiply(from = {"scale", "x"}) @Output INDArray scaled;
        @Custom(from = "x", value = "N,H,W,C -> N,C") INDArray own;
        @Dropout(rate = 0.5) INDArray kept;
        @Reshape("2,_") @Output INDArray row;
      }
      """;

  private static INDArray x;
  private static INDArray low;
  private static INDArray scale;
  private static final Map<String, INDArray> weights = new HashMap<>();
  private static Object outputs;

  @BeforeAll
  static void run() throws ReflectiveOperationException {
    Nd4j.getRandom().setSeed(1);
    x = random(2, 4, 6, 4);
    low = random(2, 2, 3, 4);
    scale = random(2, 1, 1, 4);
    Compiled compiled = CompilerKind.JAVAC.compilation().source(MODEL).compile();
    assertEquals(List.of(), compiled.errors());
    ClassLoader loader = compiled.loader();
    Class<?> adapter = loader.loadClass("test.MergeAdapter");
    Map<?, ?> shapes = (Map<?, ?>) adapter.getField("WEIGHTS").get(null);
    shapes.forEach((name, shape) -> weights.put((String) name, random(dims((String) shape))));
    Class<?> operations = loader.loadClass("test.MergeAdapter$Operations");
    InvocationHandler mean = (proxy, method, arguments) -> ((INDArray) arguments[0]).mean(1, 2);
    Object own = Proxy.newProxyInstance(loader, new Class<?>[] {operations}, mean);
    Object made =
        adapter
            .getMethod("create", Weights.class, operations)
            .invoke(null, Weights.of(weights), own);
    Method forward = adapter.getMethod("forward", INDArray.class, INDArray.class, INDArray.class);
    outputs = forward.invoke(made, x, low, scale);
  }

  private static INDArray random(long... shape) {
    return Nd4j.rand(DataType.DOUBLE, shape).subi(0.5);
  }

  private static long[] dims(String shape) {
    return Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
  }

  /** What an element must be. */
  private interface Formula {
    double at(int... index);
  }

  private static void check(String output, Formula formula, int... shape)
      throws ReflectiveOperationException {
    INDArray actual = (INDArray) outputs.getClass().getMethod(output).invoke(outputs);
    assertEquals(Arrays.toString(shape), Arrays.toString(actual.shape()));
    int[] index = new int[shape.length];
    for (int i = 0; i < actual.length(); i++) {
      int rest = i;
      for (int d = shape.length - 1; d >= 0; d--) {
        index[d] = rest % shape[d];
        rest /= shape[d];
      }
      assertEquals(
          formula.at(index), actual.getDouble(index), 1e-9, output + Arrays.toString(index));
    }
  }

  private static double x(int n, int h, int w, int c) {
    return x.getDouble(n, h, w, c);
  }

  /** The small map, enlarged to the nearest. */
  private static double up(int n, int h, int w, int c) {
    return low.getDouble(n, h / 2, w / 2, c);
  }

  private static double weight(String name, int... index) {
    return weights.get(name).getDouble(index);
  }

  @Test
  void rearranges() throws ReflectiveOperationException {
    check("packed", i -> x(i[0], 2 * i[1] + i[3] / 4, i[2], i[3] % 4), 2, 2, 6, 8);
  }

  @Test
  void reconciles() throws ReflectiveOperationException {
    check("sum", i -> up(i[0], i[1], i[2], i[3]) + x(i[0], i[1], i[2], i[3]), 2, 4, 6, 4);
    check(
        "learned",
        i -> {
          double sum = weight("learned/bias", i[3]);
          for (int c = 0; c < 4; c++) {
            sum += up(i[0], i[1], i[2], c) * weight("learned/kernel", i[1] % 2, i[2] % 2, i[3], c);
          }
          return sum;
        },
        2,
        4,
        6,
        4);
    check(
        "matched",
        i -> {
          double sum = weight("matched/bias", i[3]);
          for (int c = 0; c < 4; c++) {
            sum += weight("matched/kernel", 0, 0, c, i[3]) * area(i[0], i[1], i[2], c);
          }
          return sum;
        },
        2,
        2,
        3,
        4);
  }

  private static double area(int n, int h, int w, int c) {
    return (x(n, 2 * h, 2 * w, c)
            + x(n, 2 * h, 2 * w + 1, c)
            + x(n, 2 * h + 1, 2 * w, c)
            + x(n, 2 * h + 1, 2 * w + 1, c))
        / 4;
  }

  @Test
  void gates() throws ReflectiveOperationException {
    check(
        "gated",
        i -> {
          double logit = weight("gated/bias", 0);
          for (int c = 0; c < 4; c++) {
            logit += up(i[0], i[1], i[2], c) * weight("gated/kernel", 0, 0, c, 0);
          }
          double gate = 1 / (1 + Math.exp(-logit));
          return i[3] < 4
              ? x(i[0], i[1], i[2], i[3]) * (1 - gate)
              : up(i[0], i[1], i[2], i[3] - 4) * gate;
        },
        2,
        4,
        6,
        8);
  }

  @Test
  void reduces() throws ReflectiveOperationException {
    check(
        "mixed",
        i -> {
          double sum = weight("mixed/bias", i[3]);
          for (int c = 0; c < 4; c++) {
            double image = x(i[0], i[1], i[2], c);
            sum += (up(i[0], i[1], i[2], c) + image) * weight("mixed/kernel", 0, 0, c, i[3]);
            sum += image * weight("mixed/kernel", 0, 0, c + 4, i[3]);
          }
          return sum;
        },
        2,
        4,
        6,
        3);
  }

  @Test
  void reducesASingleInput() throws ReflectiveOperationException {
    check(
        "single",
        i -> {
          double sum = weight("single/bias", i[3]);
          for (int c = 0; c < 4; c++) {
            sum += x(i[0], i[1], i[2], c) * weight("single/kernel", 0, 0, c, i[3]);
          }
          return sum;
        },
        2,
        4,
        6,
        2);
  }

  @Test
  void masks() throws ReflectiveOperationException {
    check(
        "masked",
        i -> {
          double detail = up(i[0], i[1], i[2], i[3]);
          double base = detail + x(i[0], i[1], i[2], i[3]);
          return base + scale.getDouble(i[0], 0, 0, i[3]) * detail;
        },
        2,
        4,
        6,
        4);
  }

  @Test
  void broadcasts() throws ReflectiveOperationException {
    check("scaled", i -> scale.getDouble(i[0], 0, 0, i[3]) * x(i[0], i[1], i[2], i[3]), 2, 4, 6, 4);
  }

  @Test
  void callsTheUsersOperation() throws ReflectiveOperationException {
    INDArray mean = x.mean(1, 2);
    check("row", i -> mean.getDouble(i[0], i[1]), 2, 4);
  }
}
