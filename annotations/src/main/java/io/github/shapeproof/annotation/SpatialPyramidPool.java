package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Pools a map of any size into a vector of fixed length.
 *
 * <p>For each level {@code l} an adaptive pool to {@code l} bins along each spatial axis; the
 * result is {@code N, C * (l1^axes + l2^axes + ...)}. Features come level by level, in a level by
 * row, column, channel. Every level's bins cover the whole map, however they divide it.
 *
 * <p>Source: He et al., <a href="https://arxiv.org/abs/1406.4729">Spatial pyramid pooling in deep
 * convolutional networks</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface SpatialPyramidPool {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** Bins along each spatial axis, one number a level: {@code {1, 2, 4}}. */
  int[] levels();

  /** What is taken of each bin. */
  PoolKind pool() default PoolKind.MAX;

  /** Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. */
  int axes() default 0;
}
