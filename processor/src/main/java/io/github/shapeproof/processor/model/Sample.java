package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.shape.Dim;
import java.util.Map;

/**
 * A model checked with numbers in place of the kernels and strides that only a model which applies
 * it can give.
 *
 * @param numbers by symbol
 * @param model with them
 */
public record Sample(Map<String, Dim> numbers, CheckedModel model) {}
