package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Taps;

/** Which inputs of one spatial axis make each of its outputs; equal rules give equal taps. */
interface AxisRule {
  /** The taps from {@code in} elements to {@code out}. */
  Taps taps(int in, int out);
}
