/**
 * What a model is, for people: its shapes, sizes, weights, plans and their memory as tables, and a
 * picture of who reads whom.
 */
@NullMarked
package io.github.shapeproof.processor.report;

import org.jspecify.annotations.NullMarked;
