/** The user's source as values, and the one room that knows the compiler's elements. */
@NullMarked
package io.github.shapeproof.processor.declaration;

import org.jspecify.annotations.NullMarked;
