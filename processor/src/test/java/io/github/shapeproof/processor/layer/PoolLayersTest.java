package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.AdaptiveAvgPool;
import io.github.shapeproof.annotation.AdaptiveMaxPool;
import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.GlobalAvgPool;
import io.github.shapeproof.annotation.GlobalMaxPool;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.SpatialPyramidPool;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoolLayersTest {

  private static Models max(String input, Object... attributes) {
    return Models.model().input("x", input).layer("y", MaxPool.class, attributes);
  }

  @Test
  void strideIsTheKernelUnlessGiven() {
    assertEquals("N,4,2,3", max("N,8,8,3", "kernel", List.of(2, 3)).result());
    assertEquals("N,6,6,3", max("N,8,8,3", "kernel", 3, "stride", 1).result());
  }

  @Test
  void sameRoundsUp() {
    for (Padding padding : List.of(Padding.SAME, Padding.SAME_LOWER)) {
      assertEquals(
          "N,ceil(H/2),ceil(W/2),3",
          max("N,H,W,3", "kernel", 3, "stride", 2, "padding", padding).result());
    }
    assertEquals(
        "N,ceil(L/2),3", max("N,L,3", "axes", 1, "kernel", 2, "padding", Padding.CAUSAL).result());
  }

  @Test
  void ceilModeCountsAWindowThatFitsInPart() {
    Object[] of = {"kernel", 3, "stride", 2, "ceilMode", true};
    assertEquals("N,56,56,64", max("N,112,112,64", of).result());
    assertEquals("N,H/2,W/2,3", max("N,H,W,3", of).result());
    assertEquals("N,1,1,3", max("N,1,1,3", "kernel", 2, "ceilMode", true).result());
  }

  @Test
  void ceilModeDropsAWindowThatStartsInThePaddingAfter() {
    assertEquals("N,1,1,3", max("N,1,1,3", "kernel", 2, "pad", 1, "ceilMode", true).result());
    assertEquals("N,2,2,3", max("N,3,3,3", "kernel", 2, "pad", 1, "ceilMode", true).result());
  }

  @Test
  void ceilModeLetsOnlyLessThanOneStrideHangOver() {
    assertEquals(
        List.of("H >= 4", "W >= 4"),
        max("N,H,W,3", "kernel", 5, "stride", 2, "ceilMode", true).demands());
    assertEquals(
        "SP301 y.MaxPool.kernel `y`: kernel 5 does not fit into the height of `x`, which is 3",
        max("N,3,4,3", "kernel", 5, "stride", 2, "ceilMode", true).fault());
  }

  @Test
  void windowFits() {
    assertEquals(
        "SP301 y.MaxPool.kernel `y`: kernel 7 does not fit into the height of `x`, which is 4",
        max("N,4,4,3", "kernel", 7).fault());
    assertEquals(
        "SP301 y.MaxPool.kernel `y`: kernel 3 with dilation 2 spans 5 and does not fit into the"
            + " height of `x`, which is 4",
        max("N,4,4,3", "kernel", 3, "dilation", 2).fault());
    assertEquals(List.of("H >= 3", "W >= 3"), max("N,H,W,3", "kernel", 3).demands());
  }

  @Test
  void padIsAtMostHalfTheKernel() {
    assertEquals(
        "SP304 y.MaxPool.pad `y` has pad = 2 for the height, more than half of its kernel 3",
        max("N,8,8,3", "kernel", 3, "pad", 2).fault());
    assertEquals(
        "SP304 y.MaxPool.pad[3] `y` has pad = 2 for the width, more than half of its kernel 2",
        max("N,8,8,3", "kernel", List.of(3, 2), "pad", List.of(1, 0, 1, 2)).fault());
  }

  @Test
  void averagePoolsAlike() {
    Models model = Models.model().input("x", "N,7,7,3");
    assertEquals(
        "N,4,4,3",
        model
            .layer(
                "y",
                AvgPool.class,
                "kernel",
                3,
                "stride",
                2,
                "pad",
                1,
                "ceilMode",
                true,
                "countIncludePad",
                true)
            .result());
  }

  @Test
  void writtenDefaultsChangeNothing() {
    Object[] defaults = {"kernel", 2, "stride", List.of(), "kernelOf", "", "strideOf", ""};
    assertEquals("N,4,4,3", max("N,8,8,3", defaults).result());
    assertEquals(
        "SP009 y.MaxPool.kernel `y` has no kernel; give its size",
        max("N,8,8,3", "kernel", List.of()).fault());
  }

  @Test
  void oneOperationOnly() {
    assertEquals(
        "SP008 y.MaxPool.pad `y` has both padding = SAME and pad; leave one out",
        max("N,8,8,3", "kernel", 3, "pad", 1, "padding", Padding.SAME).fault());
    assertEquals(
        "SP011 y.MaxPool.padding `y` has padding = CAUSAL on 2 axes, but causal padding is for one"
            + " spatial axis",
        max("N,8,8,3", "kernel", 3, "padding", Padding.CAUSAL).fault());
    assertEquals(
        "SP203 y.MaxPool `y` works on 2 axes and needs 4 dimensions (N,H,W,C), but `x` is N,28,28,"
            + " which has 3",
        max("N,28,28", "kernel", 2).fault());
  }

  @Test
  void adaptivePoolsGiveTheSizeAsked() {
    Models model = Models.model().input("x", "N,H,W,3");
    assertEquals("N,7,7,3", model.layer("y", AdaptiveAvgPool.class, "size", 7).result());
    assertEquals(
        "N,1,9,3", model.layer("y", AdaptiveMaxPool.class, "size", List.of(1, 9)).result());
    assertEquals(
        "SP305 y.AdaptiveAvgPool.size `y` has size = 0, which must be at least 1",
        model.layer("y", AdaptiveAvgPool.class, "size", 0).fault());
  }

  @Test
  void globalPoolsDropSpaceUnlessTold() {
    Models model = Models.model().channelsFirst().axes(3).input("x", "N,C,D,H,W");
    assertEquals("N,C", model.layer("y", GlobalAvgPool.class).result());
    assertEquals("N,C,1,1,1", model.layer("y", GlobalMaxPool.class, "keepDims", true).result());
  }

  @Test
  void pyramidAddsItsLevels() {
    Models model = Models.model().input("x", "N,H,8,C");
    assertEquals(
        "N,21*C", model.layer("y", SpatialPyramidPool.class, "levels", List.of(1, 2, 4)).result());
    assertEquals(
        "N,4*C",
        Models.model()
            .input("x", "N,L,C")
            .layer("y", SpatialPyramidPool.class, "levels", List.of(1, 3), "axes", 1)
            .result());
    assertEquals(
        "SP305 y.SpatialPyramidPool.levels[1] `y` has levels = 0, which must be at least 1",
        model.layer("y", SpatialPyramidPool.class, "levels", List.of(1, 0)).fault());
    assertEquals(
        "SP010 y.SpatialPyramidPool.levels `y` has no values in levels, but needs at least one",
        model.layer("y", SpatialPyramidPool.class, "levels", List.of()).fault());
  }
}
