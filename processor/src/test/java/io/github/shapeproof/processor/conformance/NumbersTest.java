package io.github.shapeproof.processor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.Weights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The whole way from the annotation to the numbers: PyTorch's small computations as models of
 * symbolic sizes, their adapters generated, compiled, run, and defined in a graph. Every third is
 * taken, since compiling is what costs; the runtime's own tests take all. Every other one is
 * channels last.
 */
final class NumbersTest {
  private static final Path RECORDS =
      Path.of("..", "runtime", "src", "test", "resources", "golden", "numeric.jsonl.gz");

  private static final Map<String, String> ANNOTATIONS =
      Map.ofEntries(
          Map.entry("conv", "Conv"),
          Map.entry("deconv", "Deconv"),
          Map.entry("depthwise_conv", "DepthwiseConv"),
          Map.entry("max_pool", "MaxPool"),
          Map.entry("avg_pool", "AvgPool"),
          Map.entry("adaptive_avg_pool", "AdaptiveAvgPool"),
          Map.entry("adaptive_max_pool", "AdaptiveMaxPool"),
          Map.entry("resize", "Resize"),
          Map.entry("pad", "Pad"),
          Map.entry("depth_to_space", "DepthToSpace"),
          Map.entry("gated_concat", "GatedConcat"),
          Map.entry("pyramid_pool", "SpatialPyramidPool"),
          Map.entry("activation", "Activation"));

  /** One computation, and the model that asks for it. */
  private record Case(int number, Map<String, Object> json) {
    String operation() {
      return (String) json.get("op");
    }

    boolean isGated() {
      return operation().equals("gated_concat");
    }

    Layout layout() {
      return number % 2 == 0 ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> parameters() {
      return (Map<String, Object>) json.get("params");
    }

    @SuppressWarnings("unchecked")
    Map<String, List<Number>> tensor(String name) {
      return (Map<String, List<Number>>) json.get(name);
    }

    long[] shape(String name) {
      return tensor(name).get("shape").stream().mapToLong(Number::longValue).toArray();
    }

    INDArray array(String name) {
      double[] data = tensor(name).get("data").stream().mapToDouble(Number::doubleValue).toArray();
      return Nd4j.create(data, shape(name), DataType.DOUBLE);
    }

    /** A map, which PyTorch keeps channels first, in this case's layout. */
    INDArray map(String name) {
      INDArray array = array(name);
      return layout() == Layout.CHANNELS_LAST && array.rank() > 2
          ? array.permute(order(0, array.rank(), 1)).dup('c')
          : array;
    }

    /** The kernel with its spatial axes first, as we keep it. */
    INDArray kernel() {
      INDArray kernel = array("kernel");
      int axes = kernel.rank() - 2;
      INDArray ours = kernel.permute(spatialThen(axes, 1, 0)).dup('c');
      if (!operation().equals("depthwise_conv")) {
        return ours;
      }
      long multiplier = ((Number) parameters().get("multiplier")).longValue();
      long[] shape = ours.shape().clone();
      shape[axes] = shape[axes + 1] / multiplier;
      shape[axes + 1] = multiplier;
      return ours.reshape('c', shape);
    }

    private static int[] spatialThen(int axes, int in, int out) {
      return IntStream.concat(IntStream.range(2, axes + 2), IntStream.of(in, out)).toArray();
    }

    private static int[] order(int first, int rank, int last) {
      return IntStream.concat(
              IntStream.concat(IntStream.of(first), IntStream.range(2, rank)), IntStream.of(last))
          .toArray();
    }

    String source() {
      String tensors =
          isGated() ? input("features", "F") + input("image", "I") : input("input", "I");
      int axes = shape(isGated() ? "image" : "input").length - 2;
      return """
        @TensorModel(layout = %s, axes = %d)
        public static class Net%d {
      %s    @%s(%s) INDArray y;
        }
      """
          .formatted(layout(), axes, number, tensors, ANNOTATIONS.get(operation()), attributes());
    }

    /** An input whose channels are a number, and whose other sizes are symbols. */
    private String input(String name, String letter) {
      long[] shape = shape(name);
      List<String> dims = new ArrayList<>(List.of("N"));
      for (int axis = 0; axis < shape.length - 2; axis++) {
        dims.add(letter + axis);
      }
      dims.add(layout() == Layout.CHANNELS_LAST ? dims.size() : 1, String.valueOf(shape[1]));
      return "    @Input @Shape(\"%s\") INDArray %s;%n".formatted(String.join(",", dims), name);
    }

    private String attributes() {
      List<String> attributes = new ArrayList<>();
      parameters().forEach((name, value) -> attribute(name, value, attributes));
      if (isGated()) {
        attributes.add("from = {\"features\", \"image\"}");
      }
      if (operation().equals("conv") || operation().equals("deconv")) {
        attributes.add("filters = " + shape("output")[1]);
      }
      return String.join(", ", attributes);
    }

    private void attribute(String name, Object value, List<String> attributes) {
      switch (name) {
        case "before" -> {
          List<Object> sides = new ArrayList<>((List<?>) value);
          sides.addAll((List<?>) parameters().get("after"));
          attributes.add("amounts = " + text(sides));
        }
        case "value" -> {
          if (parameters().get("mode").equals("CONSTANT")) {
            attributes.add("value = " + value);
          }
        }
        case "kind" -> attributes.add("value = ActivationKind." + value);
        case "method" -> attributes.add("method = ResizeMethod." + value);
        case "mode" -> attributes.add("mode = PadMode." + value);
        case "pool" -> attributes.add("pool = PoolKind." + value);
        case "after", "order", "softmaxOver", "leak" -> {}
        default -> attributes.add(name + " = " + text(value));
      }
    }

    private static String text(Object value) {
      return value instanceof List<?> list
          ? list.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"))
          : value.toString();
    }

    GeneratedAdapter adapter(ClassLoader loader) {
      String name = "Nets_Net" + number;
      return json.containsKey("kernel")
          ? GeneratedAdapter.of(
              loader,
              name,
              Weights.builder().put("y/kernel", kernel()).put("y/bias", array("bias")).build())
          : GeneratedAdapter.of(loader, name);
    }

    INDArray[] inputs() {
      return isGated()
          ? new INDArray[] {map("features"), map("image")}
          : new INDArray[] {map("input")};
    }
  }

  @Test
  void generatedAdaptersComputeWhatPyTorchDoes() throws IOException {
    List<Case> cases = read();
    String source =
        cases.stream()
            .map(Case::source)
            .collect(Collectors.joining("\n", "public class Nets {\n", "}"));
    Compiled compiled = CompilerKind.JAVAC.compilation().source(source).compile();
    assertEquals(List.of(), compiled.errors());
    List<String> wrong = new ArrayList<>();
    for (Case c : cases) {
      INDArray expected = c.map("output");
      double tolerance = 1e-5 * Math.max(1, expected.amaxNumber().doubleValue());
      GeneratedAdapter adapter = c.adapter(compiled.loader());
      if (!expected.equalsWithEps(adapter.forward(c.inputs()), tolerance)) {
        wrong.add(c.source());
      }
      if (!expected.equalsWithEps(adapter.defined(c.inputs()).get(0), tolerance)) {
        wrong.add("defined " + c.source());
      }
    }
    System.out.printf("%,d computations of PyTorch, %,d wrong%n", cases.size(), wrong.size());
    assertEquals("", wrong.stream().limit(10).collect(Collectors.joining("\n")));
  }

  private static List<Case> read() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RECORDS)), StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      return IntStream.iterate(0, i -> i < lines.size(), i -> i + 3)
          .mapToObj(i -> new Case(i, Json.object(lines.get(i))))
          .toList();
    }
  }
}
