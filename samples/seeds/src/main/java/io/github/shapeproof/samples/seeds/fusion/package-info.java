/**
 * Question 000: two feature maps of one network, 5×5×512 and 19×19×512, are to be joined. How?
 *
 * <p>By enlarging the small one, by pooling the large one, or by letting a convolution weigh both.
 * The question has no batch dimension; here all maps are {@code N,H,W,C}.
 */
package io.github.shapeproof.samples.seeds.fusion;
