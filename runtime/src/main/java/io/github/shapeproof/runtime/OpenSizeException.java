package io.github.shapeproof.runtime;

/** The number of a size is wanted that a graph knows only when it runs. */
final class OpenSizeException extends ShapeMismatchException {
  private static final long serialVersionUID = 1;

  private final String symbol;

  OpenSizeException(String symbol) {
    super(symbol + " is open: no input gives it a number");
    this.symbol = symbol;
  }

  /** The symbol without a number. */
  String symbol() {
    return symbol;
  }
}
