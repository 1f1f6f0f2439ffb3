package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.ConcatReduce;
import io.github.shapeproof.annotation.GatedConcat;
import io.github.shapeproof.annotation.MaskedAdd;
import io.github.shapeproof.annotation.Strategy;
import io.github.shapeproof.processor.testing.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers that bring two maps together in a way of their own. */
final class MergeLayersTest {

  private static Models masked(String base, String detail, String mask, Object... attributes) {
    List<Object> all = new ArrayList<>(List.of("from", List.of("base", "detail"), "mask", "mask"));
    all.addAll(List.of(attributes));
    return Models.model()
        .input("base", base)
        .input("detail", detail)
        .input("mask", mask)
        .layer("y", MaskedAdd.class, all.toArray());
  }

  private static Models reduce(String a, String b, Object... attributes) {
    List<Object> all = new ArrayList<>(List.of("from", List.of("a", "b")));
    all.addAll(List.of(attributes));
    return Models.model().input("a", a).input("b", b).layer("y", ConcatReduce.class, all.toArray());
  }

  private static Models gated(String features, String image, Object... attributes) {
    List<Object> all = new ArrayList<>(List.of("from", List.of("features", "image")));
    all.addAll(List.of(attributes));
    return Models.model()
        .input("features", features)
        .input("image", image)
        .layer("y", GatedConcat.class, all.toArray());
  }

  @Test
  void maskedAddFitsTheDetail() {
    Models model = masked("N,64,64,8", "N,16,16,8", "N,64,64,1");
    assertEquals("N,64,64,8", model.result());
    assertEquals(
        List.of("Resize(detail) N,64,64,8", "MaskedAdd(base,#0,mask) N,64,64,8"),
        CheckedSteps.of(model, "y").steps());
    assertEquals("N,H,W,C", masked("N,H,W,C", "N,H,W,C", "1,1,1,1").result());
    assertEquals("N,H,W,C", masked("N,H,W,C", "N,H,W,C", "N,H,W,C").result());
    assertEquals(
        List.of("kernel 4,4,8,8", "bias 8"),
        CheckedSteps.of(masked("N,64,64,8", "N,16,16,8", "N,64,64,1", "by", Strategy.DECONV), "y")
            .parameters());
  }

  @Test
  void maskedAddFitsTheDetailByTheSizesOfEachCall() {
    Models model = masked("N,H,W,8", "N,16,16,8", "N,H,W,1");
    assertEquals(
        List.of("ResizeByCall(detail) N,H,W,8", "MaskedAdd(base,#0,mask) N,H,W,8"),
        CheckedSteps.of(model, "y").steps());
    assertEquals(
        "masked add, fit to `base` by AUTO: AREA where smaller, BILINEAR where larger, by each"
            + " call's sizes",
        CheckedSteps.of(model, "y").inference().description());
    assertEquals("N,8,W", masked("N,8,W", "N,8,K", "1,8,1").channelsFirst().axes(1).result());
  }

  @Test
  void maskedAddChecksDetailAndMask() {
    assertEquals(
        "SP202 y.MaskedAdd.from[1] `y`: `detail` is N,64,64,4 and the base `base` is N,64,64,8,"
            + " which differ in the channels: 4 against 8",
        masked("N,64,64,8", "N,16,16,4", "N,64,64,1").fault());
    assertEquals(
        "SP202 y.MaskedAdd.mask `y`: `mask` is N,16,16,1 and the base `base` is N,64,64,8, which"
            + " differ in the height: 16 against 64",
        masked("N,64,64,8", "N,16,16,8", "N,16,16,1").fault());
    assertEquals(
        "SP203 y.MaskedAdd.mask `y`: `mask` is N,64,64 and the base `base` is N,64,64,8, which has"
            + " not as many dimensions",
        masked("N,64,64,8", "N,16,16,8", "N,64,64").fault());
    assertEquals(
        "SP208 y.MaskedAdd.from[0] `y` cuts a height of 64 out of `detail`, whose height is only"
            + " 16",
        masked("N,64,64,8", "N,16,16,8", "N,64,64,1", "by", Strategy.CROP).fault());
  }

  @Test
  void concatReduceLearnsToMix() {
    Models model = reduce("N,64,64,32", "N,64,64,16", "filters", 32);
    assertEquals("N,64,64,32", model.result());
    assertEquals(List.of("kernel 1,1,48,32", "bias 32"), CheckedSteps.of(model, "y").parameters());
    assertEquals(
        List.of("Join(a,b) N,64,64,48", "Conv(#0,kernel,bias) N,64,64,32"),
        CheckedSteps.of(model, "y").steps());
    assertEquals(
        List.of("kernel 3,5,48,32", "bias 32"),
        CheckedSteps.of(reduce("N,H,W,32", "N,H,W,16", "filters", 32, "kernel", List.of(3, 5)), "y")
            .parameters());
    assertEquals(
        "N,32,9", reduce("N,8,9", "N,4,9", "filters", 32).channelsFirst().axes(1).result());
    assertEquals("N,H,W,8", reduce("N,H,W,3", "N,H,W,3").shape("N,H,W,8").result());
  }

  @Test
  void concatReduceConvolvesASingleInputAsItStands() {
    Models model =
        Models.model()
            .input("a", "N,H,W,16")
            .layer("y", ConcatReduce.class, "from", "a", "filters", 4, "kernel", 3);
    assertEquals("N,H,W,4", model.result());
    assertEquals(List.of("kernel 3,3,16,4", "bias 4"), CheckedSteps.of(model, "y").parameters());
    assertEquals(List.of("Conv(a,kernel,bias) N,H,W,4"), CheckedSteps.of(model, "y").steps());
    assertEquals(
        "SP012 y.ConcatReduce.from `y` has 0 inputs, but @ConcatReduce takes at least one input",
        Models.model()
            .input("a", "N,H,W,16")
            .layer("y", ConcatReduce.class, "from", List.of(), "filters", 4)
            .fault());
  }

  @Test
  void concatReduceChecks() {
    assertEquals(
        "SP202 y.ConcatReduce.from[1] `y` joins `a` N,64,64,32 and `b` N,32,64,16, which differ in"
            + " the height: 64 against 32",
        reduce("N,64,64,32", "N,32,64,16", "filters", 32).fault());
    assertEquals(
        "SP307 y.ConcatReduce `y` needs filters: give it, or a @Shape that states the channels",
        reduce("N,64,64,32", "N,64,64,16").fault());
    assertEquals(
        "SP305 y.ConcatReduce.kernel `y` has kernel = 0, which must be at least 1",
        reduce("N,64,64,32", "N,64,64,16", "filters", 8, "kernel", 0).fault());
  }

  @Test
  void gatedConcatAddsTheChannelsUp() {
    Models model = gated("N,16,16,64", "N,256,256,3");
    assertEquals("N,256,256,67", model.result());
    assertEquals(List.of("kernel 1,1,64,1", "bias 1"), CheckedSteps.of(model, "y").parameters());
    assertEquals(
        List.of(
            "Conv(features,kernel,bias) N,16,16,1",
            "Activation(#0) N,16,16,1",
            "Resize(#1) N,256,256,1",
            "Resize(features) N,256,256,64",
            "GatedConcat(image,#3,#2) N,256,256,67"),
        CheckedSteps.of(model, "y").steps());
    assertEquals("N,6,H,W", gated("N,2,H,W", "N,4,H,W").channelsFirst().result());
    assertEquals(
        List.of(
            "kernel 1,1,8,1",
            "bias 1",
            "gateKernel 2,2,1,1",
            "gateBias 1",
            "featuresKernel 2,2,8,8",
            "featuresBias 8"),
        CheckedSteps.of(gated("N,H,W,8", "N,2*H,2*W,3", "by", Strategy.DECONV), "y").parameters());
  }

  @Test
  void gatedConcatFitsByTheSizesOfEachCallIfAskedTo() {
    assertEquals(
        List.of(
            "Conv(features,kernel,bias) N,16,16,1",
            "Activation(#0) N,16,16,1",
            "ResizeByCall(#1) N,H,W,1",
            "ResizeByCall(features) N,H,W,64",
            "GatedConcat(image,#3,#2) N,H,W,67"),
        CheckedSteps.of(gated("N,16,16,64", "N,H,W,3", "by", Strategy.AUTO), "y").steps());
  }

  @Test
  void gatedConcatChecks() {
    assertEquals(
        "SP202 y.GatedConcat.from[1] `y` joins `features` N,16,16,64 and `image` M,256,256,3, which"
            + " differ in the batch: N against M",
        gated("N,16,16,64", "M,256,256,3").fault());
    assertEquals(
        "SP203 y.GatedConcat.from[1] `y` works on 2 axes and needs 4 dimensions (N,H,W,C), but"
            + " `image` is 256,256,3, which has 3",
        gated("N,16,16,64", "256,256,3").fault());
    assertEquals(
        "SP012 y.GatedConcat.from `y` has one input, but @GatedConcat takes 2 inputs",
        Models.model()
            .input("x", "N,H,W,3")
            .layer("y", GatedConcat.class, "from", List.of("x"))
            .fault());
  }
}
