package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Dim;

/**
 * A lower bound that a layer needs and {@code where} does not promise: {@code left >= right}.
 *
 * @param left the larger side
 * @param right the smaller side
 * @param site the value that asks for it
 * @param reason why, such as {@code "kernel 5 of `mixed`"}
 */
public record Requirement(Dim left, Dim right, Site site, String reason) {}
