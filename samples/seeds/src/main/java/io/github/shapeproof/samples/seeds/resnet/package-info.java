/**
 * Question 002: the output of a ResNet, 16×16 with 64 channels, is to be concatenated with the
 * 256×256 image that it was computed from. How?
 *
 * <p>By learned upsampling, by pooling to a vector, or under a learned mask. Channels come first.
 */
package io.github.shapeproof.samples.seeds.resnet;
