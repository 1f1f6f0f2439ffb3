/** The libraries that are compared, each in the form that suits it best. */
package io.github.shapeproof.samples.benchmarks.contender;
