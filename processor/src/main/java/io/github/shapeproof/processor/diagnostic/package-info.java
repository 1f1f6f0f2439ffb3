/** Errors as values, their codes, and how they are shown. */
@NullMarked
package io.github.shapeproof.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
