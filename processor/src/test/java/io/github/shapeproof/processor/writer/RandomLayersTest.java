package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Models at random of all layers over maps: whatever the plan fuses, overwrites and puts in place,
 * every output is what its layers give one after the other, each in a model of its own. So it is in
 * the graph that the model defines, and in a model that applies these models.
 */
class RandomLayersTest {
  private static final int MODELS = Boolean.getBoolean("shapeproof.full") ? 300 : 25;
  private static final int LAYERS = 14;
  private static final int BATCH = 2;
  private static final float ROUNDING = 1e-5f;

  /** A norm of one channel, or of equal values, multiplies what is rounded by hundreds. */
  private static final float NORMS_APART = 1e-4f;

  private static final String APPLYING = "_applying";

  /** Of a map without its batch. */
  private record Map3(String name, int height, int width, int channels) {
    boolean isAsLarge(Map3 other) {
      return height == other.height && width == other.width;
    }

    boolean isLike(Map3 other) {
      return isAsLarge(other) && channels == other.channels;
    }
  }

  /** A layer with what it reads. */
  private record Line(String annotation, List<Map3> reads, Map3 result, boolean output) {}

  /** A model under construction. */
  private static final class Net {
    private final Random random;
    private final Layout layout;
    private final List<Map3> inputs = new ArrayList<>();
    private final List<Map3> maps = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    Net(int seed, Layout layout) {
      this.random = new Random(seed);
      this.layout = layout;
      inputs.add(new Map3("x0", 8, 8, 4));
      inputs.add(new Map3("x1", 4, 6, 4));
      inputs.add(new Map3("x2", 8, 8, 1));
      maps.addAll(inputs);
      while (lines.size() < LAYERS) {
        addLayer(any());
      }
    }

    private Map3 any() {
      return maps.get(random.nextInt(maps.size()));
    }

    private String one(String... values) {
      return values[random.nextInt(values.length)];
    }

    private void addLayer(Map3 a) {
      Map3 b = any();
      Map3 mask = any();
      int h = a.height;
      int w = a.width;
      int c = a.channels;
      int f = 1 + random.nextInt(4);
      String fit = one("NEAREST", "BILINEAR", "BICUBIC", "AREA", "LANCZOS3", "AUTO", "MAX_POOL");
      switch (random.nextInt(22)) {
        case 0 -> add("@Conv(filters = %d, kernel = 3, padding = SAME".formatted(f), h, w, f, a);
        case 1 -> add("@DepthwiseConv(kernel = 3, padding = SAME", h, w, c, a);
        case 2 ->
            add("@Deconv(filters = %d, kernel = 2, stride = 2".formatted(f), 2 * h, 2 * w, f, a);
        case 3 -> add("@MaxPool(kernel = 3, stride = 1, padding = SAME", h, w, c, a);
        case 4 -> add("@AvgPool(kernel = 2, ceilMode = true", (h + 1) / 2, (w + 1) / 2, c, a);
        case 5 -> add("@AdaptiveAvgPool(size = {3, 5}", 3, 5, c, a);
        case 6 ->
            add(
                "@Resize(method = ResizeMethod.%s, scale = 2"
                    .formatted(one("NEAREST", "BILINEAR", "BICUBIC", "AREA")),
                2 * h,
                2 * w,
                c,
                a);
        case 7 -> add("@Resize(size = {7, 9}, alignCorners = true", 7, 9, c, a);
        case 8 -> add("@Crop(amounts = {1, 0, 0, 1}", h - 1, w - 1, c, a);
        case 9 ->
            add(
                "@Pad(amounts = {0, 1, 2, 1}, mode = PadMode.%s".formatted(one("CONSTANT", "EDGE")),
                h + 2,
                w + 2,
                c,
                a);
        case 10 ->
            add(
                "@Activation(value = %s"
                    .formatted(one("RELU", "ELU", "SIGMOID", "SOFTMAX", "SWISH")),
                h,
                w,
                c,
                a);
        case 11 -> add("@BatchNorm(", h, w, c, a);
        case 12 -> add("@LayerNorm(", h, w, c, a);
        case 13 -> add("@Dropout(rate = 0.5", h, w, c, a);
        case 14 -> {
          if (a.isLike(b)) {
            add(one("@Add(", "@Multiply(", "@Maximum(", "@Subtract(", "@Average("), h, w, c, a, b);
          }
        }
        case 15 -> {
          if (a.isAsLarge(b)) {
            add("@Concat(", h, w, c + b.channels, a, b);
          }
        }
        case 16 -> {
          if (a.isAsLarge(b)) {
            add("@ConcatReduce(filters = %d, kernel = 3".formatted(f), h, w, f, a, b);
          }
        }
        case 17, 18 -> {
          int channels = c == b.channels ? random.nextInt(3) : 2 * random.nextInt(2);
          String combine = List.of("NONE", "ADD", "CONCAT").get(channels);
          int all = channels == 2 ? c + b.channels : c;
          String how = "like = \"%s\", by = Strategy.%s, combine = Combine.%s";
          add(
              "@Reconcile(" + how.formatted(b.name, fit, combine),
              b.height,
              b.width,
              all,
              List.of(b),
              a);
        }
        case 19 -> {
          if (c == b.channels && mask.isAsLarge(a) && (mask.channels == 1 || mask.channels == c)) {
            String how = "mask = \"%s\", by = Strategy.%s";
            add("@MaskedAdd(" + how.formatted(mask.name, fit), h, w, c, List.of(mask), a, b);
          }
        }
        case 20 ->
            add(
                "@GatedConcat(by = Strategy.%s".formatted(fit),
                b.height,
                b.width,
                c + b.channels,
                a,
                b);
        default -> {
          if (h % 2 == 0 && w % 2 == 0) {
            add("@SpaceToDepth(block = 2", h / 2, w / 2, 4 * c, a);
          }
        }
      }
    }

    private void add(String annotation, int height, int width, int channels, Map3... from) {
      add(annotation, height, width, channels, List.of(), from);
    }

    private void add(
        String annotation, int height, int width, int channels, List<Map3> more, Map3... from) {
      if (height < 3 || width < 3 || height * width * channels > 4000 || channels > 12) {
        return;
      }
      String names =
          Arrays.stream(from).map(m -> "\"" + m.name + "\"").collect(Collectors.joining(", "));
      String open = annotation + (annotation.endsWith("(") ? "" : ", ");
      Map3 result = new Map3("t" + lines.size(), height, width, channels);
      List<Map3> reads = new ArrayList<>();
      for (List<Map3> some : List.of(List.of(from), more)) {
        some.stream().filter(m -> !reads.contains(m)).forEach(reads::add);
      }
      lines.add(new Line(open + "from = {" + names + "})", reads, result, random.nextInt(4) == 0));
      maps.add(result);
    }

    List<String> outputs() {
      return lines.stream()
          .filter(
              line -> line.output || lines.stream().noneMatch(l -> l.reads.contains(line.result)))
          .map(line -> line.result.name)
          .toList();
    }

    String source(String name) {
      StringBuilder source = new StringBuilder(head(name));
      inputs.forEach(input -> source.append(input(input)));
      lines.forEach(line -> source.append(line.output ? "@Output " : "").append(field(line)));
      source.append("}\n");
      for (Line line : lines) {
        source.append(head(name + "_" + line.result.name));
        line.reads.forEach(read -> source.append(input(read)));
        source.append(field(line)).append("}\n");
      }
      source.append(head(name + APPLYING));
      inputs.forEach(input -> source.append(input(input)));
      for (Line line : lines) {
        String names =
            line.reads.stream().map(m -> "\"" + m.name + "\"").collect(Collectors.joining(", "));
        source.append(line.output ? "@Output " : "");
        source.append("@Apply(from = {%s}) ".formatted(names));
        source.append("%s_%s %s;%n".formatted(name, line.result.name, line.result.name));
      }
      return source.append("}\n").toString();
    }

    private String head(String name) {
      return "@TensorModel(layout = %s) static class %s {%n".formatted(layout, name);
    }

    private String input(Map3 map) {
      String shape =
          layout == Layout.CHANNELS_LAST
              ? "N,%d,%d,%d".formatted(map.height, map.width, map.channels)
              : "N,%d,%d,%d".formatted(map.channels, map.height, map.width);
      return "@Input @Shape(\"%s\") INDArray %s;%n".formatted(shape, map.name);
    }

    private static String field(Line line) {
      return "%s INDArray %s;%n".formatted(line.annotation, line.result.name);
    }

    INDArray value(Map3 input) {
      return layout == Layout.CHANNELS_LAST
          ? random(input.name, BATCH, input.height, input.width, input.channels)
          : random(input.name, BATCH, input.channels, input.height, input.width);
    }
  }

  @ParameterizedTest
  @EnumSource
  void computeWhatTheirLayersDo(Layout layout) throws ClassNotFoundException {
    List<Net> nets = new ArrayList<>();
    StringBuilder source = new StringBuilder("class Nets {\n");
    for (int seed = 0; seed < MODELS; seed++) {
      nets.add(new Net(seed, layout));
      source.append(nets.get(seed).source("Net" + seed));
    }
    ClassLoader loader =
        GeneratedAdapter.load("Nets_Net0", source.append("}").toString()).getClassLoader();
    for (int seed = 0; seed < MODELS; seed++) {
      check(loader, "Nets_Net" + seed, nets.get(seed));
    }
  }

  private static void check(ClassLoader loader, String name, Net net)
      throws ClassNotFoundException {
    Map<String, INDArray> values = new LinkedHashMap<>();
    net.inputs.forEach(input -> values.put(input.name, net.value(input)));
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    values.forEach((input, value) -> inputs.put(input, value.dup()));
    for (Line line : net.lines) {
      GeneratedAdapter alone = adapter(loader, name + "_" + line.result.name);
      List<String> parameters = alone.parameters("forward");
      INDArray[] read = parameters.stream().map(values::get).toArray(INDArray[]::new);
      values.put(line.result.name, alone.forward(read));
    }
    for (String model : List.of(name, name + APPLYING)) {
      checkWhole(adapter(loader, model), net, values, inputs);
    }
    net.inputs.forEach(
        input -> assertEquals(values.get(input.name), inputs.get(input.name), input.name));
  }

  private static void checkWhole(
      GeneratedAdapter all, Net net, Map<String, INDArray> values, Map<String, INDArray> inputs) {
    List<String> parameters = all.parameters("forward");
    INDArray[] given = parameters.stream().map(inputs::get).toArray(INDArray[]::new);
    for (int repeat = 0; repeat < 2; repeat++) {
      Map<String, INDArray> outputs =
          net.outputs().size() == 1
              ? Map.of(net.outputs().get(0), all.forward(given))
              : all.named("forward", given);
      outputs.forEach(
          (output, value) -> assertClose(net, values.get(output), value, output, ROUNDING));
    }
    List<INDArray> defined = all.defined(given);
    for (int i = 0; i < defined.size(); i++) {
      String output = net.outputs().get(i);
      assertClose(net, values.get(output), defined.get(i), output, NORMS_APART);
    }
  }

  private static void assertClose(
      Net net, INDArray expected, INDArray actual, String output, float tolerance) {
    String text = output + " of\n" + net.source("Net");
    assertArrayEquals(expected.shape(), actual.shape(), text);
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    assertArrayEquals(
        expected.div(scale).ravel().toFloatVector(),
        actual.div(scale).ravel().toFloatVector(),
        tolerance,
        text);
  }

  private static GeneratedAdapter adapter(ClassLoader loader, String name)
      throws ClassNotFoundException {
    Class<?> type = loader.loadClass("test." + name + "Adapter");
    Map<String, INDArray> weights = new HashMap<>();
    GeneratedAdapter.texts(type, "WEIGHTS")
        .forEach(
            (weight, shape) ->
                weights.put(
                    weight,
                    random(
                        name.endsWith(APPLYING)
                            ? weight.substring(weight.indexOf('/') + 1)
                            : weight,
                        Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray())));
    return weights.isEmpty()
        ? GeneratedAdapter.of(loader, name)
        : GeneratedAdapter.of(type, Weights.of(weights));
  }

  private static INDArray random(String name, long... shape) {
    Nd4j.getRandom().setSeed(name.hashCode());
    INDArray values = Nd4j.rand(DataType.FLOAT, shape);
    return name.endsWith("variance") ? values.addi(0.5f) : values.subi(0.5f);
  }
}
