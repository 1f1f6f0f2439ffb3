/**
 * Question 001: the outputs of two layers are to be added, but their shapes differ. How?
 *
 * <p>Sizes are resized or padded. Channels need a convolution: 16 of them never broadcast over 32.
 */
package io.github.shapeproof.samples.seeds.addition;
