package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Shape;

/**
 * An intermediate result: a tensor of the model, or a part of the way to one.
 *
 * @param id its place among all values of a plan
 * @param name the tensor's name, or one made of it that no other value has; the result of an
 *     applied model has that of the step that computes it
 * @param shape its shape
 */
public record Value(int id, String name, Shape shape) {}
