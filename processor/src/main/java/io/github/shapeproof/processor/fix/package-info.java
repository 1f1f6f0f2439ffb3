/**
 * Ways out of a fault, found by trying: each help is an edit with which the whole model was checked
 * again. Pure.
 */
@NullMarked
package io.github.shapeproof.processor.fix;

import org.jspecify.annotations.NullMarked;
