package io.github.shapeproof.annotation;

/** The order of a feature map's dimensions. */
public enum Layout {
  /** {@code NWC}, {@code NHWC} or {@code NDHWC}: batch, depth, height, width, channels. */
  CHANNELS_LAST,
  /** {@code NCW}, {@code NCHW} or {@code NCDHW}: batch, channels, depth, height, width. */
  CHANNELS_FIRST
}
