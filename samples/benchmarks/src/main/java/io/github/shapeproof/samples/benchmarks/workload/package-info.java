/**
 * What is timed: for each workload the models, one for each layout, and the calls that somebody
 * without an adapter would write.
 *
 * <p>Sizes are symbols, so that one model serves the sizes that are timed and the small ones that
 * are called a hundred thousand times.
 */
package io.github.shapeproof.samples.benchmarks.workload;
