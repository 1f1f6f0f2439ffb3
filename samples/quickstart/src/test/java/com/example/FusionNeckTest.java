package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusionNeckTest {
  private final FusionNeckAdapter neck =
      FusionNeckAdapter.create(Weights.random(FusionNeckAdapter.WEIGHTS, 42));

  @Test
  void followsTheLargeMap() {
    INDArray out = neck.forward(Nd4j.rand(2, 19, 23, 64), Nd4j.rand(2, 5, 5, 64));

    assertArrayEquals(new long[] {2, 19, 23, 64}, out.shape());
  }

  @Test
  void refusesOtherChannels() {
    assertThrows(
        ShapeMismatchException.class,
        () -> neck.forward(Nd4j.rand(2, 19, 23, 32), Nd4j.rand(2, 5, 5, 64)));
  }
}
