/** The rules: what each layer does to shapes, what it learns, and how it is computed. Pure. */
@NullMarked
package io.github.shapeproof.processor.layer;

import org.jspecify.annotations.NullMarked;
