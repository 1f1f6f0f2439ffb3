/** The operations of generated adapters, one class for each. */
@NullMarked
package io.github.shapeproof.runtime.op;

import org.jspecify.annotations.NullMarked;
