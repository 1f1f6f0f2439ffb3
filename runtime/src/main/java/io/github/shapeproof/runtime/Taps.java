package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How each output of one axis comes from the inputs of that axis: a sparse matrix by rows.
 *
 * <p>Resizing and pooling are separable: they apply one such matrix for each spatial axis. Each
 * output is the weighted sum or the maximum of a few inputs.
 */
public final class Taps implements Plan.Table {
  private final int[] begin;
  private final int[] index;
  private final double[] weights;
  private final boolean maximum;
  private final double ofNothing;
  private final int[] runs;
  private final int reach;

  private Taps(Builder builder) {
    this.begin = builder.begin;
    this.index = Arrays.copyOf(builder.index, builder.taps);
    this.weights = Arrays.copyOf(builder.weights, builder.taps);
    this.maximum = builder.maximum;
    this.ofNothing = builder.ofNothing;
    this.reach =
        IntStream.range(0, outputs())
            .map(x -> last(x, x + 1) - first(x, x + 1) + 1)
            .max()
            .orElse(0);
    this.runs = new int[outputs()];
    for (int output = outputs() - 1; output >= 0; output--) {
      int next = output + 1 < outputs() ? runs[output + 1] : 0;
      if (begin[output + 1] == begin[output]) {
        runs[output] = Math.min(0, next) - 1;
      } else if (isCopy(output)) {
        runs[output] = next > 0 && follows(output) ? next + 1 : 1;
      }
    }
  }

  /** Collects the taps of one output after another. */
  public static final class Builder {
    private final boolean maximum;
    private final double ofNothing;
    private final int[] begin;
    private int[] index;
    private double[] weights;
    private int outputs;
    private int taps;

    private Builder(int outputs, boolean maximum, double ofNothing) {
      this.maximum = maximum;
      this.ofNothing = ofNothing;
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
      return new Taps(this);
    }
  }

  /** Outputs that are weighted sums. */
  public static Builder sums(int outputs) {
    return sums(outputs, 0);
  }

  /** Outputs that are weighted sums, and {@code ofNothing} where they have no taps. */
  public static Builder sums(int outputs, double ofNothing) {
    return new Builder(outputs, false, ofNothing);
  }

  /** Outputs that are maxima. */
  public static Builder maxima(int outputs) {
    return new Builder(outputs, true, Double.NEGATIVE_INFINITY);
  }

  /** An input and a weight for each tap, its beginning and its run for each output. */
  @Override
  public long elements() {
    return 3L * count() + 2L * outputs();
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
    return ofNothing;
  }

  /** The first input of any of some outputs. */
  public int first(int from, int to) {
    int first = Integer.MAX_VALUE;
    for (int tap = begin[from]; tap < begin[to]; tap++) {
      first = Math.min(first, index[tap]);
    }
    return begin[from] == begin[to] ? 0 : first;
  }

  /** The last input of any of some outputs, -1 where they have none. */
  public int last(int from, int to) {
    int last = -1;
    for (int tap = begin[from]; tap < begin[to]; tap++) {
      last = Math.max(last, index[tap]);
    }
    return last;
  }

  /** From the first to the last input of an output, at most. */
  public int reach() {
    return reach;
  }

  /**
   * How many outputs from this one on are copies of inputs that follow each other, or, as a
   * negative number, have no taps; 0 where this one must be computed.
   */
  public int run(int output) {
    return runs[output];
  }

  /** Whether each of {@code inputs} elements is its own output. */
  public boolean isIdentity(long inputs) {
    return outputs() == inputs && runs[0] == inputs && index[0] == 0;
  }

  /** How many runs all outputs are; 0 where one must be computed. */
  public int copies() {
    int copies = 0;
    for (int output = 0; output < outputs(); output += Math.abs(runs[output])) {
      if (runs[output] == 0) {
        return 0;
      }
      copies++;
    }
    return copies;
  }

  /**
   * Whether each output is the maximum of some inputs that follow each other, or their sum times
   * one weight.
   */
  public boolean areWindows() {
    for (int output = 0; output < outputs(); output++) {
      int first = begin[output];
      if (begin[output + 1] == first) {
        return false;
      }
      for (int tap = first + 1; tap < begin[output + 1]; tap++) {
        boolean sameWeight = maximum || weights[tap] == weights[first];
        if (index[tap] != index[tap - 1] + 1 || !sameWeight) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isCopy(int output) {
    int tap = begin[output];
    return begin[output + 1] == tap + 1 && (maximum || weights[tap] == 1);
  }

  private boolean follows(int output) {
    return isCopy(output) && index[begin[output + 1]] == index[begin[output]] + 1;
  }
}
