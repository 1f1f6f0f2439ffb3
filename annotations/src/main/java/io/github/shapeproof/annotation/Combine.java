package io.github.shapeproof.annotation;

/** What becomes of a fitted feature map and the one that it was fitted to. */
public enum Combine {
  /** The fitted map alone. */
  NONE,
  /** Their sum; equal channels. */
  ADD,
  /** Their product; equal channels. */
  MULTIPLY,
  /** Both along the channels, the fitted one first. */
  CONCAT
}
