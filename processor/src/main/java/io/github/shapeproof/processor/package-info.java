/** The processor: reads models, infers their shapes, reports what is wrong, generates adapters. */
@NullMarked
package io.github.shapeproof.processor;

import org.jspecify.annotations.NullMarked;
