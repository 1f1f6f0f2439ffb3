package io.github.shapeproof.processor.conformance;

/** Says that a question has no counterpart with us, and why. */
final class Inexpressible extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  Inexpressible(Reason reason) {
    super(reason.title(), null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /** Gives up for {@code reason} where {@code condition} holds. */
  static void when(boolean condition, Reason reason) {
    if (condition) {
      throw new Inexpressible(reason);
    }
  }
}
