/** Writes adapters: plans turned into Java. The one room that knows JavaPoet. */
@NullMarked
package io.github.shapeproof.processor.writer;

import org.jspecify.annotations.NullMarked;
