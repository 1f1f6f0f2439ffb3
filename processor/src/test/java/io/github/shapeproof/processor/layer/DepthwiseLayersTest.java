package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.DepthwiseConv;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.SeparableConv;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DepthwiseLayersTest {

  private static Inference inference(Models model) {
    return model.check().fields().get("y").inference().orElseThrow();
  }

  private static List<String> parameters(Models model) {
    return inference(model).parameters().stream().map(p -> p.name() + " " + p.shape()).toList();
  }

  @Test
  void depthwiseMultipliesChannels() {
    Models model =
        Models.model()
            .input("x", "N,H,W,C")
            .layer(
                "y",
                DepthwiseConv.class,
                "kernel",
                3,
                "multiplier",
                2,
                "stride",
                List.of(2, 1),
                "padding",
                Padding.SAME);
    assertEquals("N,ceil(H/2),W,2*C", model.result());
    assertEquals(List.of("kernel 3,3,C,2", "bias 2*C"), parameters(model));
  }

  @Test
  void anEmptyArraySaysNothing() {
    Models model = Models.model().input("x", "N,9,9,3");
    Object[] empty = {"kernel", 3, "stride", List.of(), "dilation", List.of(), "pad", List.of()};
    assertEquals("N,7,7,3", model.layer("y", DepthwiseConv.class, empty).result());
  }

  @Test
  void depthwiseChecksItsInputs() {
    Models model = Models.model().channelsFirst().input("x", "N,8,4,4");
    assertEquals(
        "SP204 y.DepthwiseConv.in `y` wants 4 channels but `x` has 8: N,8,4,4",
        model.layer("y", DepthwiseConv.class, "kernel", 3, "in", 4).fault());
    assertEquals(
        "SP305 y.DepthwiseConv.multiplier `y` has multiplier = 0, which must be at least 1",
        model.layer("y", DepthwiseConv.class, "kernel", 3, "multiplier", 0).fault());
    assertEquals(
        "SP301 y.DepthwiseConv.kernel[1] `y`: kernel 5 does not fit into the width of `x`, which is"
            + " 4",
        model.layer("y", DepthwiseConv.class, "kernel", List.of(3, 5)).fault());
    assertEquals(
        "SP009 y.DepthwiseConv `y` has no kernel; give its size",
        model.layer("y", DepthwiseConv.class).fault());
  }

  @Test
  void separableIsDepthwiseThenPointwise() {
    Models model =
        Models.model()
            .input("x", "N,H,W,3")
            .layer("y", SeparableConv.class, "kernel", List.of(3, 5), "multiplier", 2)
            .shape("N,H-2,W-4,8");
    assertEquals("N,H - 2,W - 4,8", model.result());
    assertEquals(List.of("depthwise 3,5,3,2", "pointwise 1,1,6,8", "bias 8"), parameters(model));
    assertEquals(List.of("H >= 3", "W >= 5"), model.demands());
    List<Step> steps = inference(model).steps();
    assertEquals("N,H - 2,W - 4,6", steps.get(0).output().toString());
    assertEquals(
        List.of(new Operand.Result(0), new Operand.Weight("pointwise"), new Operand.Weight("bias")),
        steps.get(1).operands());
  }

  @Test
  void separableNeedsFilters() {
    assertEquals(
        "SP307 y.SeparableConv `y` needs filters: give it, or a @Shape that states the channels",
        Models.model().input("x", "N,H,W,3").layer("y", SeparableConv.class, "kernel", 3).fault());
  }
}
