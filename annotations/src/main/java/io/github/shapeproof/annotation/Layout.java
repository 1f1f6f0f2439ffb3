package io.github.shapeproof.annotation;

/** The order of a feature map's dimensions. */
public enum Layout {
  /** {@code NWC}, {@code NHWC}, {@code NDHWC}. */
  CHANNELS_LAST,
  /** {@code NCW}, {@code NCHW}, {@code NCDHW}. */
  CHANNELS_FIRST
}
