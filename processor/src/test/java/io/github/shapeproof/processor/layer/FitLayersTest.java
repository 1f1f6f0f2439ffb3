package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.annotation.Crop;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.processor.testing.Models;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resize, crop and pad: the layers that bring a map to another spatial size. */
final class FitLayersTest {

  private static Models layer(
      String input, Class<? extends Annotation> type, Object... attributes) {
    return Models.model().input("x", input).layer("y", type, attributes);
  }

  private static Models like(String like, Class<? extends Annotation> type) {
    return Models.model()
        .input("x", "N,H,W,3")
        .input("z", like)
        .layer("y", type, "from", "x", "like", "z");
  }

  @Test
  void resizeTakesASizeOrAnothersSize() {
    assertEquals("N,4,6,3", layer("N,H,W,3", Resize.class, "size", List.of(4, 6)).result());
    assertEquals("N,K,L,3", like("M,K,L,9", Resize.class).result());
    assertEquals(
        "SP203 y.Resize.like `y` works on 2 axes and needs 4 dimensions (N,H,W,C), but `z` is"
            + " M,K,9, which has 3",
        like("M,K,9", Resize.class).fault());
  }

  @Test
  void scaleIsAnExactFraction() {
    assertEquals("N,7*H/5,7*W/5,3", layer("N,H,W,3", Resize.class, "scale", 1.4).result());
    assertEquals(
        "N,210,115,3", layer("N,100,50,3", Resize.class, "scale", List.of(2.1, 2.3)).result());
    assertEquals(
        List.of("H/2 >= 1", "W/2 >= 1"), layer("N,H,W,3", Resize.class, "scale", 0.5).demands());
    assertEquals(
        "SP310 y.Resize.scale `y` would have a height of 0: 1/2 times the 1 of `x`",
        layer("N,1,W,3", Resize.class, "scale", 0.5).fault());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -2, Double.NaN, Double.POSITIVE_INFINITY, 1e-300})
  void scaleIsPositive(double scale) {
    assertEquals(
        "SP305 y.Resize.scale[1] `y` has scale = "
            + scale
            + " for the width, which must be a positive fraction of whole numbers below 2^63",
        layer("N,8,8,3", Resize.class, "scale", List.of(1.0, scale)).fault());
  }

  @Test
  void exactlyOneSaysTheSize() {
    assertEquals(
        "SP009 y.Resize `y` does not say its size: give one of like, size, scale",
        layer("N,8,8,3", Resize.class).fault());
    assertEquals(
        "SP008 y.Resize.scale `y` has both size and scale; leave one out",
        layer("N,8,8,3", Resize.class, "scale", 2.0, "size", 3).fault());
    assertEquals(
        "SP009 y.Crop `y` does not say its size: give one of like, size, amounts",
        layer("N,8,8,3", Crop.class).fault());
    assertEquals(
        "SP009 y.Pad `y` does not say its size: give one of like, size, amounts, multipleOf",
        layer("N,8,8,3", Pad.class).fault());
  }

  @Test
  void alignCornersIsForSomeMethods() {
    assertEquals(
        "N,3,3,3", layer("N,8,8,3", Resize.class, "size", 3, "alignCorners", true).result());
    assertEquals(
        "SP008 y.Resize.alignCorners `y` has both method = AREA and alignCorners, which only"
            + " BILINEAR and BICUBIC have",
        layer("N,8,8,3", Resize.class, "size", 3, "alignCorners", true, "method", ResizeMethod.AREA)
            .fault());
  }

  @Test
  void cropStaysInside() {
    assertEquals("N,4,4,3", layer("N,8,8,3", Crop.class, "size", 4).result());
    assertEquals(
        "SP208 y.Crop.size `y` cuts a height of 9 out of `x`, whose height is only 8",
        layer("N,8,8,3", Crop.class, "size", 9).fault());
    Models unrelated = like("M,K,L,9", Crop.class);
    assertEquals("N,K,L,3", unrelated.result());
    assertEquals(List.of("H >= K", "W >= L"), unrelated.demands());
  }

  @Test
  void whatIsNotDecidedIsLeftToEachCall() {
    Models model =
        Models.model()
            .axes(1)
            .input("a", "N,(H % 1000003)*((H + 1) % 1000003) + W,3")
            .input("c", "N,2*((H % 1000003)*((H + 1) % 1000003)/2) + H,3")
            .input("s", "H,W")
            .layer("y", Crop.class, "from", "a", "like", "c");
    assertEquals(3, model.demands().size(), model.demands()::toString);
  }

  @Test
  void cropOffsetCountsFromTheStart() {
    assertEquals(
        "N,4,5,3",
        layer("N,8,8,3", Crop.class, "size", List.of(4, 5), "offset", List.of(1, 3)).result());
    assertEquals(
        "SP208 y.Crop.offset[1] `y` cuts a width of 6, beginning at 3, out of `x`, whose width is"
            + " only 8",
        layer("N,8,8,3", Crop.class, "size", List.of(4, 6), "offset", List.of(1, 3)).fault());
    assertEquals(
        "SP008 y.Crop.offset `y` has both anchor and offset; leave one out",
        layer("N,8,8,3", Crop.class, "size", 4, "offset", 1, "anchor", Anchor.END).fault());
  }

  @Test
  void anAnchorIsOneTooManyEvenWhereItSaysItsDefault() {
    assertEquals(
        "SP008 y.Crop.offset `y` has both anchor and offset; leave one out",
        layer("N,8,8,3", Crop.class, "size", 4, "offset", 0, "anchor", Anchor.CENTER).fault());
    assertEquals(
        "SP008 y.Crop.anchor `y` has both amounts and anchor; leave one out",
        layer("N,8,8,3", Crop.class, "amounts", 1, "anchor", Anchor.CENTER).fault());
  }

  @Test
  void cropByAmounts() {
    assertEquals("N,4,2,3", layer("N,8,8,3", Crop.class, "amounts", List.of(1, 2, 3, 4)).result());
    assertEquals(List.of("H - 2 >= 1"), layer("N,H,8,3", Crop.class, "amounts", 1).demands());
    assertEquals(
        "SP310 y.Crop.amounts[1] `y` would have a width of 0: `x` has 8, 4 go before and 4 after",
        layer("N,8,8,3", Crop.class, "amounts", List.of(1, 4)).fault());
    assertEquals(
        "SP008 y.Crop.anchor `y` has both amounts and anchor; leave one out",
        layer("N,8,8,3", Crop.class, "amounts", 1, "anchor", Anchor.END).fault());
  }

  @Test
  void padToAMultipleHoldsForEverySize() {
    Models model = layer("N,H,33,3", Pad.class, "multipleOf", 32);
    assertEquals("N,32*ceil(H/32),64,3", model.result());
    assertEquals(List.of(), model.demands());
  }

  @Test
  void padCoversTheSource() {
    assertEquals("N,9,12,3", layer("N,8,8,3", Pad.class, "size", List.of(9, 12)).result());
    assertEquals(
        "SP208 y.Pad.size `y` pads to a height of 7, but that of `x` is 8 already",
        layer("N,8,8,3", Pad.class, "size", 7).fault());
    assertEquals(List.of("K >= H", "L >= W"), like("M,K,L,9", Pad.class).demands());
  }

  @Test
  void mirrorsReachOnlySoFar() {
    Object[] reflect = {"amounts", 2, "mode", PadMode.REFLECT};
    Object[] symmetric = {"amounts", 2, "mode", PadMode.SYMMETRIC};
    assertEquals("N,7,7,3", layer("N,3,3,3", Pad.class, reflect).result());
    assertEquals("N,6,6,3", layer("N,2,2,3", Pad.class, symmetric).result());
    assertEquals(
        "SP304 y.Pad.amounts `y` pads 2 elements to the height of `x`, which is 2: REFLECT reaches"
            + " only 1",
        layer("N,2,8,3", Pad.class, reflect).fault());
    assertEquals(
        "SP304 y.Pad.amounts `y` pads 2 elements to the height of `x`, which is 1: SYMMETRIC"
            + " reaches only 1",
        layer("N,1,8,3", Pad.class, symmetric).fault());
    assertEquals(
        "SP304 y.Pad.size[0] `y` pads 3 elements to the height of `x`, which is 2: SYMMETRIC reaches"
            + " only 2",
        layer("N,2,8,3", Pad.class, "size", List.of(7, 8), "mode", PadMode.SYMMETRIC).fault());
    assertEquals(
        List.of("H - 1 >= 2", "W - 1 >= 2"), layer("N,H,W,3", Pad.class, reflect).demands());
  }

  @Test
  void aValueIsForConstantPadding() {
    assertEquals(
        "SP008 y.Pad.value `y` has both mode = EDGE and a value, which only CONSTANT has",
        layer("N,8,8,3", Pad.class, "amounts", 1, "mode", PadMode.EDGE, "value", 2.0).fault());
    assertEquals(
        "N,10,10,3",
        layer("N,8,8,3", Pad.class, "amounts", 1, "mode", PadMode.EDGE, "value", 0.0).result());
  }

  @Test
  void emptyArraysSayNothing() {
    List<Integer> none = List.of();
    assertEquals(
        "N,10,10,3",
        layer("N,8,8,3", Pad.class, "amounts", 1, "size", none, "multipleOf", none).result());
    assertEquals("N,9,9,3", layer("N,8,8,3", Pad.class, "size", 9, "amounts", none).result());
    assertEquals(
        "N,4,4,3",
        layer("N,8,8,3", Crop.class, "size", 4, "offset", none, "anchor", Anchor.END).result());
    assertEquals(
        "N,4,4,3", layer("N,8,8,3", Crop.class, "size", 4, "offset", 1, "amounts", none).result());
    assertEquals(
        "N,4,4,3",
        layer("N,8,8,3", Crop.class, "size", 4, "amounts", none, "anchor", Anchor.START).result());
    assertEquals("N,6,6,3", layer("N,8,8,3", Crop.class, "amounts", 1, "offset", none).result());
    assertEquals(
        "N,4,4,3",
        layer("N,8,8,3", MaxPool.class, "kernel", 2, "padding", Padding.SAME, "pad", none)
            .result());
    assertEquals("N,6,6,3", layer("N,8,8,3", Crop.class, "amounts", 1, "from", none).result());
    assertEquals(
        "SP009 y.Resize `y` does not say its size: give one of like, size, scale",
        layer("N,8,8,3", Resize.class, "scale", none).fault());
  }
}
