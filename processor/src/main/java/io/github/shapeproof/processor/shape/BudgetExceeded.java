package io.github.shapeproof.processor.shape;

/**
 * A question takes more than the stated budget; {@link Facts} turns this into {@link
 * Verdict.Undecided}. The budgets are counts, not times, so that a build gives the same answer on
 * every machine.
 */
final class BudgetExceeded extends RuntimeException {
  /**
   * Evaluations of one expression: period times degree plus one, summed over symbols; or of all
   * expressions and floors where one symbol is followed.
   */
  static final int EVALUATIONS = 1 << 20;

  /** Points visited in search of the smallest counterexample. */
  static final int POINTS = 1 << 21;

  /** Lines along one symbol that are solved in search of the smallest counterexample. */
  static final int LINES = 1 << 15;

  /** Combinations of residues that are looked at one by one. */
  static final int CELLS = 1 << 14;

  /** Subproblems of one question about linear inequalities. */
  static final int SPLINTERS = 1 << 14;

  /** Pairs of bounds that are combined for one question about linear inequalities. */
  static final int PAIRS = 1 << 16;

  private static final long serialVersionUID = 1L;

  private final String why;

  BudgetExceeded(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /** What is too large, without a capital or a full stop. */
  String why() {
    return why;
  }
}
