/**
 * Question 003: a loss compares the output of a network with its input, but the output is smaller.
 * How do the sizes meet?
 *
 * <p>By upsampling the output, by never shrinking it, or by cropping the input.
 */
package io.github.shapeproof.samples.seeds.loss;
