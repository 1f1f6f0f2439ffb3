package io.github.shapeproof.annotation;

/** What a pool takes of a window. */
public enum PoolKind {
  /** The largest element. */
  MAX,
  /** The mean of the elements. */
  AVG
}
