package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Requirement;

/**
 * A lower bound that a layer needs and {@code where} does not promise.
 *
 * @param site the value that asks for it
 * @param requirement the bound, and in a few words why
 */
public record Demand(Site site, Requirement requirement) {}
