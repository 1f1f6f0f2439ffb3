package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dense maps, and what leads up to them: flatten and reshape. */
final class DenseLayersTest {

  private static Models dense(String input, Object... attributes) {
    return Models.model().input("x", input).layer("y", Dense.class, attributes);
  }

  private static Models reshape(String input, String shape) {
    return Models.model().input("x", input).layer("y", Reshape.class, "value", shape);
  }

  @Test
  void denseMapsTheLastDimension() {
    Models model = dense("N,320", "units", 10);
    assertEquals("N,10", model.result());
    assertEquals(List.of("kernel 320,10", "bias 10"), CheckedSteps.of(model, "y").parameters());
    assertEquals("N,T,10", dense("N,T,320", "units", 10).result());
    assertEquals(
        List.of("kernel 320,10"),
        CheckedSteps.of(dense("N,320", "units", 10, "bias", false), "y").parameters());
    assertEquals("...,10", dense("...,320", "units", 10).result());
  }

  @Test
  void unitsComeFromTheShapeToo() {
    assertEquals("N,10", dense("N,320").shape("N,10").result());
    assertEquals("N,2*F", dense("N,F", "unitsOf", "2*F").result());
    assertEquals(
        "SP307 y.Dense `y` needs units: give it, or a @Shape that states the channels",
        dense("N,320").fault());
    assertEquals(
        "SP308 y.Dense.units `y` has units = 10 but its @Shape states 12 channels",
        dense("N,320", "units", 10).shape("N,12").fault());
    assertEquals(
        "SP008 y.Dense.unitsOf `y` has both units and unitsOf; leave one out",
        dense("N,320", "units", 10, "unitsOf", "N").fault());
    assertEquals(
        "SP305 y.Dense.units `y` has units = 0, which must be at least 1",
        dense("N,320", "units", 0).fault());
  }

  @Test
  void inAsserts() {
    assertEquals("N,10", dense("N,320", "units", 10, "in", 320).result());
    assertEquals(
        "SP204 y.Dense.in `y` wants 128 channels but `x` has 320: N,320",
        dense("N,320", "units", 10, "in", 128).fault());
  }

  @Test
  void denseNeedsRows() {
    assertEquals(
        "SP203 y.Dense `y` needs at least 2 dimensions, but `x` is 320, which has 1",
        dense("320", "units", 10).fault());
    assertEquals(
        "SP203 y.Dense `y` maps the last dimension, which is not the channels of `x` N,8,4,4 under"
            + " CHANNELS_FIRST; use a 1×1 @Conv, or @Flatten first",
        dense("N,8,4,4", "units", 10).channelsFirst().fault());
    assertEquals(
        "SP203 y.Dense `y` maps the last dimension, which is not the channels of `x` N,T,8 under"
            + " CHANNELS_FIRST; @Apply a model with channels last, or @Flatten first",
        dense("N,T,8", "units", 10).channelsFirst().fault());
    assertEquals("N,10", dense("N,8", "units", 10).channelsFirst().result());
    assertEquals(
        "SP203 y.Dense `y` needs to know the number of dimensions of `x`, which is ...,8",
        dense("...,8", "units", 10).channelsFirst().fault());
  }

  @Test
  void flattenKeepsTheBatch() {
    Models model = Models.model().input("x", "N,7,7,512").layer("y", Flatten.class);
    assertEquals("N,25088", model.result());
    assertEquals(List.of("View(x) N,25088"), CheckedSteps.of(model, "y").steps());
    assertEquals(
        "N,C*H*W", Models.model().input("x", "N,H,W,C").layer("y", Flatten.class).result());
    assertEquals("N,8", Models.model().input("x", "N,8").layer("y", Flatten.class).result());
    assertEquals(
        "SP203 y.Flatten `y` needs at least 2 dimensions, but `x` is 8, which has 1",
        Models.model().input("x", "8").layer("y", Flatten.class).fault());
    assertEquals(
        "SP203 y.Flatten `y` needs to know the number of dimensions of `x`, which is ...,8",
        Models.model().input("x", "...,8").layer("y", Flatten.class).fault());
  }

  @Test
  void reshapeKeepsTheElements() {
    assertEquals("N,7,7,512", reshape("N,25088", "N,7,7,512").result());
    assertEquals("N,W,H,3", reshape("N,H,W,3", "N,W,H,3").result());
    assertEquals("6", reshape("1,2,3", "6").result());
    assertEquals("1,1", reshape("", "1,1").result());
    assertEquals("", reshape("1", "").result());
    assertEquals(
        "SP205 y.Reshape.value `y`: \"N,7,7,256\" holds 12544*N elements, but `x` N,25088 holds"
            + " 25088*N",
        reshape("N,25088", "N,7,7,256").fault());
    assertEquals("N,H/2,2,3", reshape("N,H,3", "N,H/2,2,3").where("H % 2 == 0").result());
    assertEquals(
        List.of("H = 1, N = 1: 0 against 3"), reshape("N,H,3", "N,H/2,2,3").error().details());
    assertEquals(
        List.of("H = 1, N = 1: 3 is not a multiple of 2"),
        reshape("N,H,3", "N,2,_").error().details());
    assertEquals(
        List.of("H = 2, N = 1: 6 is not a multiple of 4"),
        reshape("N,H,3", "H,H,_").error().details());
  }

  @Test
  void reshapeInfersOneDimension() {
    assertEquals("N,7,7,512", reshape("N,25088", "N,7,7,_").result());
    assertEquals("H*N,4", reshape("N,H,4", "_,4").result());
    assertEquals("N,C*H*W", reshape("N,H,W,C", "N,_").result());
    assertEquals("N,H*W,C", reshape("N,H,W,C", "N,_,C").result());
    assertEquals("N,64,H*W", reshape("N,H,W,64", "N,_,H*W").result());
    assertEquals("N,H/2,2,3", reshape("N,H,3", "N,_,2,3").where("H % 2 == 0").result());
    assertEquals("N,W,H + 2", reshape("N,H+2,W", "N,W,_").result());
  }

  @Test
  void anInferredDimensionIsWhole() {
    assertEquals(
        "SP205 y.Reshape.value `y`: no whole number for _ in \"N,7,_\" makes it hold the 30*N"
            + " elements of `x` N,30",
        reshape("N,30", "N,7,_").fault());
    assertEquals(
        "SP205 y.Reshape.value `y`: no whole number for _ in \"N,2,_\" makes it hold the H*N"
            + " elements of `x` N,H",
        reshape("N,H", "N,2,_").fault());
    assertEquals(
        "SP205 y.Reshape.value `y`: no whole number for _ in \"K,_\" makes it hold the H*N"
            + " elements of `x` N,H",
        reshape("N,H", "K,_").fault());
  }

  @Test
  void openReshapes() {
    assertEquals(
        "SP112 y.Reshape.value `y` can infer one _ only; give the size of the others",
        reshape("N,30", "_,_").fault());
    assertEquals(
        "SP112 y.Reshape.value `y` must say how many dimensions it has, so it can't hold `...`",
        reshape("N,30", "...,30").fault());
    assertEquals("SP102", reshape("N,30", "N,,30").error().code().name());
    assertEquals(
        "SP203 y.Reshape `y` needs to know the number of dimensions of `x`, which is ...,8",
        reshape("...,8", "N,8").fault());
  }
}
