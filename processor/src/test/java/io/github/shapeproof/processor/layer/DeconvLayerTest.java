package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeconvLayerTest {

  private static Models deconv(String input, Object... attributes) {
    return Models.model().input("x", input).layer("y", Deconv.class, attributes);
  }

  @Test
  void validGivesTheNaturalSize() {
    assertEquals("N,11,11,4", deconv("N,5,5,3", "filters", 4, "kernel", 3, "stride", 2).result());
    assertEquals(
        "N,H + 2,W + 4,4", deconv("N,H,W,3", "filters", 4, "kernel", List.of(3, 5)).result());
    assertEquals(
        "N,13,4", deconv("N,5,3", "filters", 4, "kernel", 3, "dilation", 4, "axes", 1).result());
  }

  @Test
  void padIsCutFromBothEnds() {
    assertEquals(
        "N,9,8,4",
        deconv("N,5,5,3", "filters", 4, "kernel", 3, "stride", 2, "pad", List.of(1, 1, 1, 2))
            .result());
  }

  @Test
  void outputPaddingIsAddedAfter() {
    assertEquals(
        "N,12,12,4",
        deconv("N,5,5,3", "filters", 4, "kernel", 3, "stride", 2, "outputPadding", 1).result());
  }

  @Test
  void anEmptyOutputPaddingIsNone() {
    List<Integer> none = List.of();
    assertEquals(
        "N,11,11,4",
        deconv("N,5,5,3", "filters", 4, "kernel", 3, "stride", 2, "outputPadding", none).result());
    assertEquals(
        "N,10,10,4",
        deconv(
                "N,5,5,3",
                "filters",
                4,
                "kernel",
                3,
                "stride",
                2,
                "padding",
                Padding.SAME,
                "outputPadding",
                none)
            .result());
  }

  @Test
  void sameMultipliesByTheStride() {
    for (Padding padding : List.of(Padding.SAME, Padding.SAME_LOWER)) {
      assertEquals(
          "N,2*H,2*W,4",
          deconv("N,H,W,3", "filters", 4, "kernel", 4, "stride", 2, "padding", padding).result());
    }
  }

  @Test
  void sameWithOutputPaddingFollowsKeras() {
    assertEquals(
        "N,2*H,2*W,4",
        deconv(
                "N,H,W,3",
                "filters",
                4,
                "kernel",
                3,
                "stride",
                2,
                "padding",
                Padding.SAME,
                "outputPadding",
                1)
            .result());
    assertEquals(
        "N,8,10,4",
        deconv(
                "N,5,5,3",
                "filters",
                4,
                "kernel",
                List.of(4, 3),
                "stride",
                2,
                "padding",
                Padding.SAME,
                "outputPadding",
                List.of(0, 1))
            .result());
  }

  @Test
  void kernelHoldsTheFiltersOfOneGroup() {
    Models model = deconv("N,5,5,6", "filters", 4, "kernel", List.of(3, 5), "groups", 2);
    assertEquals(
        "[kernel 3,5,2,6, bias 4]",
        model.check().fields().get("y").inference().orElseThrow().parameters().stream()
            .map(p -> p.name() + " " + p.shape())
            .toList()
            .toString());
  }

  @Test
  void outputPaddingStaysBelowStrideOrDilation() {
    assertEquals(
        "SP303 y.Deconv.outputPadding `y` has outputPadding = 2 for the height, which must be below"
            + " the stride 2",
        deconv("N,5,5,3", "filters", 4, "kernel", 3, "stride", 2, "outputPadding", 2).fault());
    assertEquals(
        "SP303 y.Deconv.outputPadding[1] `y` has outputPadding = 3 for the width, which must be"
            + " below the dilation 3",
        deconv(
                "N,5,5,3",
                "filters",
                4,
                "kernel",
                3,
                "dilation",
                List.of(2, 3),
                "outputPadding",
                List.of(1, 3))
            .fault());
    assertEquals(
        "SP303 y.Deconv.outputPadding `y` has outputPadding = 1 for the height, which must be below"
            + " the stride 1",
        deconv(
                "N,5,5,3",
                "filters",
                4,
                "kernel",
                3,
                "dilation",
                3,
                "padding",
                Padding.SAME,
                "outputPadding",
                1)
            .fault());
  }

  @Test
  void sizeIsAtLeastOne() {
    assertEquals(
        "SP310 y.Deconv.pad `y` would have a width of -2: (1 - 1) * 1 + 2 - 4 + 0",
        deconv("N,5,1,3", "filters", 4, "kernel", 2, "pad", 2).fault());
    Models model = deconv("N,H,5,3", "filters", 4, "kernel", 2, "pad", 2);
    assertEquals("N,H - 3,2,4", model.result());
    assertEquals(List.of("H - 3 >= 1"), model.demands());
    assertEquals(
        "SP310 y.Deconv.outputPadding `y` would have a height of 0: (1 - 1) * 2 + 4 - 4 + 0",
        deconv(
                "N,1,5,3",
                "filters",
                4,
                "kernel",
                4,
                "stride",
                2,
                "padding",
                Padding.SAME,
                "outputPadding",
                0)
            .fault());
  }

  @Test
  void groupsDivideBothChannels() {
    assertEquals(
        "SP302 y.Deconv.groups `y` has groups = 2, which does not divide its 3 input channels",
        deconv("N,5,5,3", "filters", 4, "kernel", 2, "groups", 2).fault());
    assertEquals(
        "SP302 y.Deconv.groups `y` has groups = 3, which does not divide its 4 filters",
        deconv("N,5,5,3", "filters", 4, "kernel", 2, "groups", 3).fault());
  }

  @Test
  void causalIsRefused() {
    assertEquals(
        "SP011 y.Deconv.padding `y` has padding = CAUSAL, which a transposed convolution does not"
            + " have",
        deconv("N,5,3", "axes", 1, "filters", 4, "kernel", 2, "padding", Padding.CAUSAL).fault());
  }
}
