/** What generated adapters call: guards, weights, sessions and operations on ND4J. */
@NullMarked
package io.github.shapeproof.runtime;

import org.jspecify.annotations.NullMarked;
