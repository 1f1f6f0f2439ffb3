package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.BatchNorm;
import io.github.shapeproof.annotation.Dropout;
import io.github.shapeproof.annotation.GroupNorm;
import io.github.shapeproof.annotation.InstanceNorm;
import io.github.shapeproof.annotation.LayerNorm;
import io.github.shapeproof.processor.testing.Models;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that leave the shape alone: activations, norms and dropout. */
final class ChannelLayersTest {

  private static Models layer(
      String input, Class<? extends Annotation> type, Object... attributes) {
    return Models.model().input("x", input).layer("y", type, attributes);
  }

  private static List<String> parameters(Models model) {
    return CheckedSteps.of(model, "y").parameters();
  }

  @ParameterizedTest
  @EnumSource(ActivationKind.class)
  void activationsKeepTheShape(ActivationKind kind) {
    assertEquals("N,H,W,C", layer("N,H,W,C", Activation.class, "value", kind).result());
    assertEquals("...,8", layer("...,8", Activation.class, "value", kind).result());
  }

  @Test
  void onlySoftmaxAsksForChannels() {
    Models softmax = layer("...,8", Activation.class, "value", ActivationKind.SOFTMAX);
    assertEquals(
        "SP203 y.Activation `y` needs to know the number of dimensions of `x`, which is ...,8",
        softmax.channelsFirst().fault());
    assertEquals(
        "SP203 y.Activation `y` needs to know the channels of `x`, but it is a scalar",
        layer("", Activation.class, "value", ActivationKind.SOFTMAX).fault());
    assertEquals("", layer("", Activation.class, "value", ActivationKind.RELU).result());
    Models relu = layer("...,8", Activation.class, "value", ActivationKind.RELU).channelsFirst();
    assertEquals("...,8", relu.result());
    assertTrue(((Step.Run) CheckedSteps.of(relu, "y").only()).inPlace());
  }

  @Test
  void normsLearnANumberForEachChannel() {
    assertEquals(
        List.of("gamma 8", "beta 8", "mean 8", "variance 8"),
        parameters(layer("N,H,W,8", BatchNorm.class)));
    assertEquals(List.of("gamma 8", "beta 8"), parameters(layer("N,H,W,8", LayerNorm.class)));
    assertEquals(
        List.of("gamma 8", "beta 8"),
        parameters(layer("N,8,H,W", InstanceNorm.class).channelsFirst()));
    assertEquals(
        List.of("gamma C", "beta C"), parameters(layer("N,H,W,C", GroupNorm.class, "groups", 1)));
    assertEquals("N,H,W,8", layer("N,H,W,8", BatchNorm.class).result());
  }

  @Test
  void whatEachNormNeedsToKnow() {
    assertEquals("...,8", layer("...,8", LayerNorm.class).result());
    assertEquals("...,8", layer("...,8", BatchNorm.class).result());
    assertEquals(
        "SP203 y.GroupNorm `y` needs to know the number of dimensions of `x`, which is ...,8",
        layer("...,8", GroupNorm.class, "groups", 2).fault());
    assertEquals(
        "SP203 y.LayerNorm `y` needs to know the number of dimensions of `x`, which is ...,8",
        layer("...,8", LayerNorm.class).channelsFirst().fault());
    assertEquals(
        "SP203 y.InstanceNorm `y` needs at least 3 dimensions, but `x` is N,8, which has 2",
        layer("N,8", InstanceNorm.class).fault());
    assertEquals(
        "SP203 y.BatchNorm `y` needs at least 2 dimensions, but `x` is 8, which has 1",
        layer("8", BatchNorm.class).fault());
  }

  @Test
  void groupsDivideTheChannels() {
    assertEquals("N,H,W,6", layer("N,H,W,6", GroupNorm.class, "groups", 3).result());
    assertEquals(
        "SP302 y.GroupNorm.groups `y` has groups = 4, which does not divide its 6 channels",
        layer("N,H,W,6", GroupNorm.class, "groups", 4).fault());
    assertEquals(
        List.of("C = 1: 3 is not a multiple of 4"),
        layer("N,H,W,C + 2", GroupNorm.class, "groups", 4).error().details());
    assertEquals(
        List.of("C = 1, H = 1: 5 is not a multiple of 2"),
        layer("N,H,W,4*H + C", GroupNorm.class, "groups", 2).error().details());
    assertEquals(
        "SP305 y.GroupNorm.groups `y` has groups = 0, which must be at least 1",
        layer("N,H,W,6", GroupNorm.class, "groups", 0).fault());
    assertEquals("N,H,W,4*C", layer("N,H,W,4*C", GroupNorm.class, "groups", 4).result());
  }

  @Test
  void dropoutIsNothingAtInference() {
    Models model = layer("...,8", Dropout.class, "rate", 0.3);
    assertEquals(List.of("View(x) ...,8"), CheckedSteps.of(model, "y").steps());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void dropoutRateIsAProbability(double rate) {
    assertEquals(
        "SP305 y.Dropout.rate `y` has rate = " + rate + ", which must be at least 0 and below 1",
        layer("N,8", Dropout.class, "rate", rate).fault());
  }
}
