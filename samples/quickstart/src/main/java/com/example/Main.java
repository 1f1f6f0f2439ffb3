package com.example;

import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs the generated adapter of {@link FusionNeck}. */
public final class Main {
  private Main() {}

  /** Prints the shapes of the model and of a result, and what a wrong input is told. */
  public static void main(String[] args) {
    FusionNeckAdapter.SHAPES.forEach((field, shape) -> System.out.println(field + "  " + shape));

    FusionNeckAdapter neck =
        FusionNeckAdapter.create(Weights.random(FusionNeckAdapter.WEIGHTS, 42));
    INDArray out = neck.forward(Nd4j.rand(1, 19, 19, 64), Nd4j.rand(1, 5, 5, 64));
    System.out.println("result " + Arrays.toString(out.shape()));

    try {
      neck.forward(Nd4j.rand(1, 19, 19, 32), Nd4j.rand(1, 5, 5, 64));
    } catch (ShapeMismatchException e) {
      System.out.println(e.getMessage());
    }
  }
}
