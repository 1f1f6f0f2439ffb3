package io.github.shapeproof.runtime;

import java.util.Arrays;

/**
 * How each output of one axis comes from the inputs of that axis: a sparse matrix by rows.
 *
 * <p>Resizing and pooling are separable: they apply one such matrix for each spatial axis. Each
 * output is the weighted sum or the maximum of a few inputs.
 */
public final class Taps {
  private final int[] begin;
  private final int[] index;
  private final double[] weights;
  private final boolean maximum;

  private Taps(int[] begin, int[] index, double[] weights, boolean maximum) {
    this.begin = begin;
    this.index = index;
    this.weights = weights;
    this.maximum = maximum;
  }

  /** Collects the taps of one output after another. */
  public static final class Builder {
    private final boolean maximum;
    private final int[] begin;
    private int[] index;
    private double[] weights;
    private int outputs;
    private int taps;

    private Builder(int outputs, boolean maximum) {
      this.maximum = maximum;
      this.begin = new int[outputs + 1];
      this.index = new int[outputs * 2];
      this.weights = new double[outputs * 2];
    }

    /** One more tap of the current output; the weight does not matter to a maximum. */
    public Builder tap(int input, double weight) {
      if (taps == index.length) {
        index = Arrays.copyOf(index, 2 * taps + 1);
        weights = Arrays.copyOf(weights, 2 * taps + 1);
      }
      index[taps] = input;
      weights[taps++] = weight;
      return this;
    }

    /** Ends the current output. */
    public Builder end() {
      begin[++outputs] = taps;
      return this;
    }

    public Taps build() {
      return new Taps(begin, Arrays.copyOf(index, taps), Arrays.copyOf(weights, taps), maximum);
    }
  }

  /** Outputs that are weighted sums. */
  public static Builder sums(int outputs) {
    return new Builder(outputs, false);
  }

  /** Outputs that are maxima. */
  public static Builder maxima(int outputs) {
    return new Builder(outputs, true);
  }

  public int outputs() {
    return begin.length - 1;
  }

  /** The first tap of an output; that of the next output ends it. */
  public int begin(int output) {
    return begin[output];
  }

  /** All taps of all outputs. */
  public int count() {
    return index.length;
  }

  public int index(int tap) {
    return index[tap];
  }

  public double weight(int tap) {
    return weights[tap];
  }

  public boolean isMaximum() {
    return maximum;
  }

  /** What an output without taps is. */
  public double ofNothing() {
    return maximum ? Double.NEGATIVE_INFINITY : 0;
  }

  /** Whether each of {@code inputs} elements is its own output. */
  public boolean isIdentity(long inputs) {
    if (outputs() != inputs || count() != inputs) {
      return false;
    }
    for (int i = 0; i < index.length; i++) {
      if (begin[i] != i || index[i] != i || (!maximum && weights[i] != 1)) {
        return false;
      }
    }
    return true;
  }
}
