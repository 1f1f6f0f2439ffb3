/** Shapes propagated through a whole model, and what is wrong with it. Pure. */
@NullMarked
package io.github.shapeproof.processor.model;

import org.jspecify.annotations.NullMarked;
