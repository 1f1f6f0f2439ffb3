package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest element over all spatial axes.
 *
 * <p>The spatial dimensions go, {@code N,C} stays; with {@code keepDims} each becomes 1.
 *
 * <p>Source: <a href="https://keras.io/api/layers/pooling_layers/global_max_pooling2d/">Keras
 * GlobalMaxPooling2D</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface GlobalMaxPool {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** Whether spatial dimensions of 1 stay. */
  boolean keepDims() default false;

  /** Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. */
  int axes() default 0;
}
