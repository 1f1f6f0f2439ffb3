package io.github.shapeproof.annotation;

/** How a reconciliation fits one feature map to the spatial size of another. */
public enum Strategy {
  /**
   * {@link #BILINEAR} up, {@link #AREA} down, nothing where the sizes are equal; of each axis by
   * itself, and by the sizes of each call where they are known only then.
   */
  AUTO,
  /** Resize: {@link ResizeMethod#NEAREST}. */
  NEAREST,
  /** Resize: {@link ResizeMethod#BILINEAR}. */
  BILINEAR,
  /** Resize: {@link ResizeMethod#BICUBIC}. */
  BICUBIC,
  /** Resize: {@link ResizeMethod#AREA}. */
  AREA,
  /** Resize: {@link ResizeMethod#LANCZOS3}. */
  LANCZOS3,
  /** Adaptive average pooling, to exactly the target. */
  AVG_POOL,
  /** Adaptive max pooling, to exactly the target. */
  MAX_POOL,
  /** A learned transposed convolution whose kernel, stride and output padding are solved for. */
  DECONV,
  /** Crop around the center. */
  CROP,
  /** Pad with zeros. */
  PAD_CONSTANT,
  /** Pad with the mirror image without the edge. */
  PAD_REFLECT,
  /** Pad with the mirror image with the edge. */
  PAD_SYMMETRIC,
  /** Pad with the edge, repeated. */
  PAD_EDGE
}
