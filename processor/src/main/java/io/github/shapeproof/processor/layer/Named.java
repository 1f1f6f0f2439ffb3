package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;

/**
 * A tensor that a layer reads.
 *
 * @param name its field
 * @param shape its shape
 */
public record Named(String name, Shape shape) {}
