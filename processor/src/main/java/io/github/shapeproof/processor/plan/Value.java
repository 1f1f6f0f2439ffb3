package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Shape;

/**
 * An intermediate result: a tensor of the model, or a part of the way to one.
 *
 * @param id its place among all values of a plan
 * @param name the tensor's name, or a name made of it
 * @param shape its shape
 */
public record Value(int id, String name, Shape shape) {}
