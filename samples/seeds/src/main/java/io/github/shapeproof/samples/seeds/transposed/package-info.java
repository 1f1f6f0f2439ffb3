/**
 * Question 004: why does a transposed convolution miss the size that was expected of it?
 *
 * <p>Because padding decides the size as much as kernel and stride do: from {@code n}, SAME makes
 * {@code n * s}; with an output padding {@code o} it makes {@code (n - 1) * s + K - 2 * (K / 2) +
 * o}.
 */
package io.github.shapeproof.samples.seeds.transposed;
