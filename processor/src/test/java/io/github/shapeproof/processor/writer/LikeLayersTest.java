package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers of one model that differ in one attribute: each computes what it does in a model of its
 * own, though an adapter holds equal operations once; and the same in a graph.
 */
class LikeLayersTest {
  private static final String LINE = "axes = 1";
  private static final String MAP = "axes = 2";

  /** What kind of model, then the two layers. */
  private static final List<List<String>> PAIRS =
      List.of(
          pair(MAP, "SpatialPyramidPool", "levels = {1, 2}", "pool = AVG"),
          pair(MAP, "Crop", "size = 2", "anchor = END"),
          pair(LINE, "Crop", "size = 2", "anchor = START"),
          pair(MAP, "AvgPool", "kernel = 3, stride = 2, pad = 1", "countIncludePad = true"),
          pair(LINE, "AvgPool", "kernel = 3, stride = 2, pad = 1", "countIncludePad = true"),
          pair(MAP, "MaxPool", "kernel = 3", "stride = 1"),
          pair(MAP, "MaxPool", "kernel = 3, stride = 2", "ceilMode = true"),
          pair(LINE, "Resize", "size = 13", "alignCorners = true"),
          pair(MAP, "Resize", "size = 13", "alignCorners = true"),
          pair(MAP, "Resize", "size = 13", "method = ResizeMethod.NEAREST"),
          pair(LINE, "Resize", "size = 13, method = ResizeMethod.BICUBIC", "alignCorners = true"),
          List.of(MAP, "Pad(amounts = {1, 1, 1, 1}", "Pad(amounts = {1, 2, 1, 0}"),
          pair(MAP, "Pad", "amounts = 1", "value = 3"),
          pair(MAP, "Pad", "amounts = 1", "mode = REFLECT"),
          List.of(MAP, "SpaceToDepth(block = 2", "SpaceToDepth(block = {2, 4}"),
          List.of(MAP, "DepthToSpace(block = {1, 2}", "DepthToSpace(block = {2, 1}"),
          pair(MAP, "Conv", "filters = 8, kernel = 3, padding = SAME", "groups = 2"),
          pair(MAP, "Conv", "filters = 8, kernel = 3", "dilation = 2"),
          pair(MAP, "Conv", "filters = 8, kernel = 4, padding = SAME", "bias = false"),
          List.of(
              MAP,
              "Conv(filters = 8, kernel = 4, padding = SAME",
              "Conv(filters = 8, kernel = 4, padding = SAME_LOWER"),
          pair(LINE, "Conv", "filters = 8, kernel = 3, padding = SAME", "groups = 2"),
          pair(LINE, "Deconv", "filters = 8, kernel = 3, stride = 2", "groups = 2"),
          pair(MAP, "Deconv", "filters = 8, kernel = 3, stride = 2", "groups = 2"),
          pair(MAP, "Deconv", "filters = 8, kernel = 3, stride = 2", "outputPadding = 1"),
          List.of(
              MAP,
              "DepthwiseConv(kernel = 3, pad = {1, 1, 1, 1}",
              "DepthwiseConv(kernel = 3, pad = {1, 1, 1, 0}"),
          List.of(
              MAP,
              "SeparableConv(filters = 4, kernel = 3, pad = {1, 1, 1, 1}",
              "SeparableConv(filters = 4, kernel = 3, pad = {1, 1, 1, 0}"),
          pair(MAP, "GlobalAvgPool", "", "keepDims = true"),
          List.of(MAP, "AdaptiveAvgPool(size = 3", "AdaptiveMaxPool(size = 3"),
          List.of(MAP, "GroupNorm(groups = 2", "GroupNorm(groups = 4"),
          List.of(MAP, "Activation(value = RELU", "Activation(value = ELU"),
          List.of(
              MAP,
              "Rearrange(value = \"n h w c -> n w h c\"",
              "Rearrange(value = \"n h w c -> n (h w) c\""));

  private static List<String> pair(String kind, String layer, String common, String more) {
    String first = common.isEmpty() ? more.replace("true", "false") : common;
    return List.of(
        kind, layer + "(" + first, layer + "(" + common + (common.isEmpty() ? "" : ", ") + more);
  }

  @Test
  void computeWhatEachDoesAlone() {
    StringBuilder source = new StringBuilder("class Nets {\n");
    for (int i = 0; i < PAIRS.size(); i++) {
      List<String> pair = PAIRS.get(i);
      String a = "  @%s, from = \"x\") INDArray a;%n".formatted(pair.get(1));
      String b = "  @%s, from = \"x\") INDArray b;%n".formatted(pair.get(2));
      source.append(model("First" + i, pair.get(0), a));
      source.append(model("Second" + i, pair.get(0), b));
      source.append(model("Both" + i, pair.get(0), a + b));
    }
    ClassLoader loader =
        GeneratedAdapter.load("Nets_Both0", source.append("}").toString()).getClassLoader();
    for (int i = 0; i < PAIRS.size(); i++) {
      INDArray x = PAIRS.get(i).get(0).equals(LINE) ? random(7, 2, 8, 4) : random(7, 2, 8, 8, 4);
      INDArray a = adapter(loader, "Nets_First" + i).forward(x);
      INDArray b = adapter(loader, "Nets_Second" + i).forward(x);
      List<INDArray> both = adapter(loader, "Nets_Both" + i).several("forward", x);
      String pair = PAIRS.get(i).toString();
      assertEquals(a, both.get(0), pair);
      assertEquals(b, both.get(1), pair);
      assertNotEquals(a, b, pair);
      List<INDArray> defined = adapter(loader, "Nets_Both" + i).defined(x);
      assertTrue(a.equalsWithEps(defined.get(0), 1e-5), pair);
      assertTrue(b.equalsWithEps(defined.get(1), 1e-5), pair);
    }
  }

  private static String model(String name, String kind, String layers) {
    return "@TensorModel(%s) static class %s {%n  @Input @Shape(\"%s\") INDArray x;%n%s}%n"
        .formatted(kind, name, kind.equals(LINE) ? "N,8,4" : "N,8,8,4", layers);
  }

  private static GeneratedAdapter adapter(ClassLoader loader, String name) {
    try {
      Class<?> type = loader.loadClass("test." + name + "Adapter");
      Map<String, INDArray> weights = new HashMap<>();
      GeneratedAdapter.texts(type, "WEIGHTS")
          .forEach((weight, shape) -> weights.put(weight, weight(weight, shape)));
      return weights.isEmpty()
          ? GeneratedAdapter.of(loader, name)
          : GeneratedAdapter.of(type, Weights.of(weights));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static INDArray weight(String name, String shape) {
    long[] sizes = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    return random(name.substring(2).hashCode(), sizes);
  }

  private static INDArray random(int seed, long... shape) {
    Nd4j.getRandom().setSeed(seed);
    return Nd4j.rand(DataType.FLOAT, shape).subi(0.5f);
  }
}
