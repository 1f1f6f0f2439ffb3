package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Joins features to an image under a learned gate.
 *
 * <p>{@code m = sigmoid(conv1x1(features))} has one channel; {@code m} and the features are fitted
 * to the image; the result is {@code concat(image * (1 - m), features * m)} along the channels. It
 * has the spatial size of the image; channels add up.
 *
 * <p>Learned: the gate's kernel {@code [1..., channels of the features, 1]} and bias {@code [1]};
 * under {@link Strategy#DECONV} also {@code gateKernel}, {@code gateBias}, {@code featuresKernel}
 * and {@code featuresBias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface GatedConcat {
  /** The features and the image. */
  String[] from();

  /** How features and gate are fitted to the image. */
  Strategy by() default Strategy.BILINEAR;

  /** Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. */
  int axes() default 0;
}
