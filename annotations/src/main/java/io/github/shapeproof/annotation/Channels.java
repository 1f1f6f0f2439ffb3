package io.github.shapeproof.annotation;

/** What becomes of the channels of a fitted feature map. */
public enum Channels {
  /** They stay. */
  KEEP,
  /** A learned 1×1 convolution brings them to those of the target. */
  MATCH
}
