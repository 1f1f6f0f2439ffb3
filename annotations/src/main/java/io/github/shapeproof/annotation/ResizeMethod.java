package io.github.shapeproof.annotation;

/** How a resize computes its values. None of them smooths when shrinking, but {@link #AREA}. */
public enum ResizeMethod {
  /** The source element whose center is nearest; PyTorch's {@code nearest-exact}. */
  NEAREST,
  /** Linear in each axis, without smoothing when shrinking. */
  BILINEAR,
  /** Cubic convolution with {@code a = -0.75}; the edge is repeated. */
  BICUBIC,
  /** The mean over the covered source elements, as adaptive average pooling. */
  AREA,
  /** Lanczos windowed sinc of radius 3; TensorFlow's, without antialiasing. */
  LANCZOS3
}
