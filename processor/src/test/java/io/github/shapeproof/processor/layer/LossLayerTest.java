package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses: targets that fit their predictions. */
final class LossLayerTest {

  private static Models loss(LossKind kind, String prediction, String target) {
    return Models.model()
        .input("p", prediction)
        .input("t", target)
        .layer("y", Loss.class, "from", "p", "value", kind, "target", "t");
  }

  @ParameterizedTest
  @EnumSource(
      value = LossKind.class,
      names = "SPARSE_SOFTMAX_CROSS_ENTROPY",
      mode = EnumSource.Mode.EXCLUDE)
  void aTargetOfTheSameShape(LossKind kind) {
    assertEquals("", loss(kind, "N,H,W,10", "N,H,W,10").result());
    assertEquals(
        "SP207 y.Loss.target `y`: target `t` is N,12, but prediction `p` N,10 wants the same",
        loss(kind, "N,10", "N,12").fault());
  }

  @Test
  void theSilentBroadcastOfLosses() {
    assertEquals(
        "SP207 y.Loss.target `y`: target `t` is 8, but prediction `p` 8,1 wants the same",
        loss(LossKind.MEAN_SQUARED_ERROR, "8,1", "8").fault());
    assertEquals(
        "SP207 y.Loss.target `y`: target `t` is N,1, but prediction `p` N,8 wants the same",
        loss(LossKind.MEAN_SQUARED_ERROR, "N,8", "N,1").fault());
  }

  @Test
  void aSparseTargetLacksTheChannels() {
    LossKind sparse = LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY;
    assertEquals("", loss(sparse, "N,10", "N").result());
    assertEquals("", loss(sparse, "N,H,W,10", "N,H,W").result());
    assertEquals("", loss(sparse, "N,10,H,W", "N,H,W").channelsFirst().result());
    assertEquals("", loss(sparse, "10", "").result());
    assertEquals(
        "SP207 y.Loss.target `y`: target `t` is N,10, but prediction `p` N,10 wants N",
        loss(sparse, "N,10", "N,10").fault());
    assertEquals(
        "SP207 y.Loss.target `y`: target `t` is N,W,H, but prediction `p` N,H,W,10 wants N,H,W",
        loss(sparse, "N,H,W,10", "N,W,H").fault());
    assertEquals(
        "SP203 y.Loss.from `y` needs to know the channels of `p`, but it is a scalar",
        loss(sparse, "", "").fault());
  }

  @Test
  void isComputedFromBoth() {
    Models model = loss(LossKind.MEAN_ABSOLUTE_ERROR, "N,10", "N,10");
    assertEquals(List.of("Loss(p,t) "), CheckedSteps.of(model, "y").steps());
  }

  @Test
  void unknownLeadingDimensions() {
    assertEquals(
        "SP207 y.Loss.target `y`: target `t` is ...,8, but prediction `p` ...,8 wants the same;"
            + " the ... of two inputs may be different dimensions",
        loss(LossKind.MEAN_SQUARED_ERROR, "...,8", "...,8").fault());
  }
}
