package io.github.shapeproof.annotation;

/** Which part a crop keeps. */
public enum Anchor {
  /** The middle; of an odd surplus, the larger half is cut after. */
  CENTER,
  /** The first elements. */
  START,
  /** The last elements. */
  END
}
