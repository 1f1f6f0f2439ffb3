package io.github.shapeproof.processor.fix;

/**
 * How much is tried to find helps for a model. Each finding may take half of what the ones before
 * it left, so that the first is searched for thoroughly, and a model full of errors is answered
 * soon; what needs few trials leaves the others their share.
 */
final class Effort {
  /** Trials of single edits, and as many of pairs, at most for the first finding. */
  private static final int MOST_TRIALS = 4000;

  /** For the last of many. */
  private static final int LEAST_TRIALS = 250;

  /** Tensors checked anew for each trial that a finding may take: a large model gets fewer. */
  private static final int TENSORS_PER_TRIAL = 9;

  private int left = 4 * MOST_TRIALS;

  /** What the next finding may take. */
  Share share() {
    return new Share(Math.max(LEAST_TRIALS, left / 4));
  }

  /** What is tried for one finding. */
  final class Share {
    private final int trials;
    private long tensors;

    private Share(int trials) {
      this.trials = trials;
    }

    /** Single edits that may be tried, and as many pairs. */
    int trials() {
      return trials;
    }

    /** Whether too many tensors were checked. */
    boolean isSpent() {
      return tensors > (long) trials * TENSORS_PER_TRIAL;
    }

    /** An edit was tried. */
    void tried(long tensors) {
      left--;
      checked(tensors);
    }

    /** Tensors of other models were checked. */
    void checked(long tensors) {
      this.tensors += tensors;
    }
  }
}
