package io.github.shapeproof.samples.seeds;

import io.github.shapeproof.runtime.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays to try a model with. */
public final class Inputs {
  private Inputs() {}

  /** Values from 0 to 1, the same on every run. */
  public static INDArray random(int... shape) {
    int length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    Random random = new Random(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat();
    }
    return Nd4j.createFromArray(values).reshape(shape);
  }

  /**
   * Small weights, biases too, the same on every run.
   *
   * @param shapes an adapter's {@code WEIGHTS}
   */
  public static Weights weights(Map<String, String> shapes) {
    Weights.Builder weights = Weights.builder();
    shapes.forEach(
        (name, shape) -> {
          int[] sizes = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
          weights.put(name, random(sizes).subi(0.5).divi(10));
        });
    return weights.build();
  }
}
