/**
 * What to run: the steps that some tensors of a model need, in order, and where each result lies in
 * memory. Pure values; {@code writer} turns them into Java.
 */
@NullMarked
package io.github.shapeproof.processor.plan;

import org.jspecify.annotations.NullMarked;
