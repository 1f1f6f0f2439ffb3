package io.github.shapeproof.annotation;

/** What a pad fills in. */
public enum PadMode {
  /** One value, {@link Pad#value()}. */
  CONSTANT,
  /**
   * The mirror image without the edge: {@code c b | a b c | b a}. At most {@code n - 1} on a side.
   */
  REFLECT,
  /** The mirror image with the edge: {@code b a | a b c | c b}. At most {@code n} on a side. */
  SYMMETRIC,
  /** The edge, repeated: {@code a a | a b c | c c}. */
  EDGE
}
