package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.ConcatReduce;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.DepthwiseConv;
import io.github.shapeproof.annotation.Dropout;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.SpatialPyramidPool;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.testing.Models;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors stand on the value at fault, on the annotation only where nothing written is. */
final class FaultSitesTest {
  private static final String LARGE = "N,2147483647,2147483647,2";

  private static String place(Models model) {
    return model.fault().replaceFirst("^(\\S+ \\S+) .*", "$1");
  }

  private static Models layer(
      String input, Class<? extends Annotation> type, Object... attributes) {
    return Models.model().input("x", input).layer("y", type, attributes);
  }

  /** The part of the text that the only error underlines. */
  private static String marked(Models model, String text) {
    Site.Range range = model.error().site().marks().get(0);
    return text.substring(range.start(), range.end());
  }

  @Test
  void tooLargeAnInput() {
    assertEquals(
        "SP309 x.Shape.value", place(Models.model().input("x", "1,4294967296,4294967296")));
  }

  @Test
  void tooSmallAnInput() {
    Models model = Models.model().input("x", "...,N,1 - N");
    assertEquals("SP310 x.Shape.value", place(model));
    assertEquals("1 - N", marked(model, "...,N,1 - N"));
  }

  @Test
  void tooLargeAResult() {
    assertEquals(
        "SP309 y.SpatialPyramidPool.levels",
        place(layer("N,H,W,4", SpatialPyramidPool.class, "levels", 2147483647)));
    assertEquals(
        "SP309 y.DepthwiseConv.multiplier",
        place(layer(LARGE, DepthwiseConv.class, "kernel", 1, "multiplier", 4)));
    assertEquals(
        "SP309 y.Conv.filters", place(layer(LARGE, Conv.class, "kernel", 1, "filters", 8)));
    assertEquals(
        "SP309 y.Conv.filtersOf", place(layer(LARGE, Conv.class, "kernel", 1, "filtersOf", "8")));
    assertEquals("SP309 y.Dense.units", place(layer(LARGE, Dense.class, "units", 8)));
    assertEquals(
        "SP309 y.Pad.amounts[1]",
        place(layer(LARGE, Pad.class, "amounts", List.of(0, 2147483647))));
    assertEquals(
        "SP309 y.Resize.size[0]",
        place(layer("N,H,W,4", Resize.class, "size", List.of(2147483647, 2147483646))));
    assertEquals(
        "SP309 y.Resize.scale[0]", place(layer(LARGE, Resize.class, "scale", List.of(1e9, 1.0))));
    assertEquals(
        "SP309 y.Custom.value",
        place(layer("N,4", Custom.class, "value", "N,C -> N,4294967296,4294967296")));
  }

  @Test
  void tooLargeOnTheWay() {
    assertEquals(
        "SP309 y.Dense `y` needs `kernel`, which is 4611686018427387904,2, 9223372036854775808"
            + " elements: more than 2^63 - 1",
        layer("1,4611686018427387904", Dense.class, "units", 2).fault());
    assertEquals(
        "SP309 y.ConcatReduce",
        place(
            Models.model()
                .input("a", "1,2,1,2305843009213693952")
                .input("b", "1,2,1,2305843009213693952")
                .layer("y", ConcatReduce.class, "from", List.of("a", "b"), "filters", 1)));
  }

  @Test
  void tooLargeOnTheWayForEverySize() {
    assertEquals(
        "SP309 y.Conv `y` needs `kernel`, which is 2147483647,2147483647,3,H,"
            + " 13835058042397261827*H elements: more than 2^63 - 1",
        hugeKernel("H").fault());
    assertEquals("SP309 y.Conv", place(hugeKernel("H/2")));
  }

  private static Models hugeKernel(String filters) {
    return layer(
        "N,H,W,3", Conv.class, "kernel", 2147483647, "padding", Padding.SAME, "filtersOf", filters);
  }

  @Test
  void tooLargeForEverySizeThatFactsAllow() {
    Models huge = Models.model().where("H >= 9223372036854775800").input("x", "1,H,1,1");
    assertEquals("1,H,1,1", huge.layer("y", Dropout.class).result());
    assertEquals("SP309 y.Pad.amounts", place(huge.layer("y", Pad.class, "amounts", 100)));
    assertEquals(
        "SP309 y.DepthwiseConv.multiplier",
        place(huge.layer("y", DepthwiseConv.class, "kernel", 1, "multiplier", 2)));
    assertEquals("SP309 y.Pad.amounts", place(huge.layer("y", Pad.class, "amounts", 3)));
    Models product =
        Models.model()
            .where("H >= 4294967296")
            .where("W >= H")
            .input("x", "N,H,W,3")
            .layer("y", Dropout.class);
    assertEquals("SP309 x.Shape.value", place(product));
    assertEquals(
        "N,H,W,3",
        Models.model()
            .where("H >= 4294967296")
            .where("W <= H")
            .input("x", "N,H,W,3")
            .layer("y", Dropout.class)
            .result());
  }

  @Test
  void aSignature() {
    Models small = layer("N,H", Custom.class, "value", "N,H -> N,H,1 - H");
    assertEquals("SP310 y.Custom.value", place(small));
    assertEquals("1 - H", marked(small, "N,H -> N,H,1 - H"));
    Models rank = layer("N,H", Custom.class, "value", "N,H,W -> N");
    assertEquals("SP203 y.Custom.value", place(rank));
    assertEquals("N,H,W", marked(rank, "N,H,W -> N").strip());
    Models leading =
        Models.model()
            .input("a", "N,H,C")
            .input("b", "N,C")
            .layer("y", Custom.class, "from", List.of("a", "b"), "value", "...,C ; ...,C -> ...");
    assertEquals("SP203 y.Custom.from[1]", place(leading));
  }

  @Test
  void anArrayThatSaysAnotherNumberOfAxes() {
    assertEquals(
        "SP203 y.Conv.kernel",
        place(layer("N,H,W,4", Conv.class, "filters", 2, "kernel", List.of(3, 3, 3))));
    assertEquals(
        "SP203 y.Conv.stride",
        place(layer("N,H,W,4", Conv.class, "filters", 2, "kernel", 3, "stride", List.of(1, 2, 1))));
    assertEquals(
        "SP203 y.Pad.amounts",
        place(layer("N,H,W,4", Pad.class, "from", "x", "amounts", List.of(2, 1, 1))));
    assertEquals(
        "SP203 y.Conv.axes",
        place(layer("N,H,W,4", Conv.class, "filters", 2, "kernel", 3, "axes", 1)));
  }

  @Test
  void anInputWhoseAxesAreNotTheModels() {
    assertEquals(
        "SP203 y.Conv", place(layer("N,28,28", Conv.class, "filters", 2, "kernel", List.of(3, 3))));
    assertEquals(
        "SP203 y.Conv.from",
        place(layer("N,28,28", Conv.class, "filters", 2, "kernel", 3, "from", "x")));
    assertEquals(
        "SP203 y.Conv",
        place(layer("...,4", Conv.class, "filters", 2, "kernel", List.of(3, 3, 3))));
  }

  @Test
  void nothingWrittenIsAtFault() {
    Models sum =
        Models.model()
            .input("a", LARGE)
            .layer("b", Dropout.class)
            .layer("y", Concat.class, "from", List.of("a", "b"));
    assertEquals("SP309 y.Concat", place(sum));
  }
}
