/**
 * Sizes as symbols: dimensions, shapes, the text they are written in, and the proof that two of
 * them agree for every size. Pure: nothing here knows a compiler, a tensor or a generated file.
 */
@NullMarked
package io.github.shapeproof.processor.shape;

import org.jspecify.annotations.NullMarked;
