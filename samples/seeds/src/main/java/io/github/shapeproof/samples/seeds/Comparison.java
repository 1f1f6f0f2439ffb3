package io.github.shapeproof.samples.seeds;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an adapter computed beside what loops computed.
 *
 * @param shape of the adapter's result
 * @param difference the largest one, relative to the largest value
 */
public record Comparison(String shape, double difference) {
  private static final double TOLERANCE = 1e-5;

  /** Whether the values agree as far as float allows. */
  public boolean agrees() {
    return difference <= TOLERANCE;
  }

  /** Of a result {@code N,H,W,C} or a vector. */
  public static Comparison channelsLast(INDArray actual, FeatureMap expected) {
    return of(actual, FeatureMap.channelsLast(actual), expected);
  }

  /** Of a result {@code N,C,H,W}. */
  public static Comparison channelsFirst(INDArray actual, FeatureMap expected) {
    return of(actual, FeatureMap.channelsFirst(actual), expected);
  }

  /** This one together with that of a loss. */
  public Comparison andLoss(INDArray actual, double expected) {
    double apart = Math.abs(actual.getDouble(0) - expected) / Math.abs(expected);
    return new Comparison(shape + " and a loss", Math.max(difference, apart));
  }

  /** This one together with that of another output. */
  public Comparison and(Comparison other) {
    return new Comparison(
        shape + " and " + other.shape, Math.max(difference, other.difference));
  }

  private static Comparison of(INDArray array, FeatureMap actual, FeatureMap expected) {
    String shape = Arrays.toString(array.shape());
    if (actual.n() != expected.n()
        || actual.h() != expected.h()
        || actual.w() != expected.w()
        || actual.c() != expected.c()) {
      return new Comparison(shape, Double.POSITIVE_INFINITY);
    }
    double apart = 0;
    double largest = 0;
    for (int i = 0; i < expected.values().length; i++) {
      double difference = Math.abs(actual.values()[i] - expected.values()[i]);
      apart = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(apart, difference);
      largest = Math.max(largest, Math.abs(expected.values()[i]));
    }
    return new Comparison(shape, apart / largest);
  }
}
