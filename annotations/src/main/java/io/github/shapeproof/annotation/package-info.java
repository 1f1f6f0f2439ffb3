/**
 * The declaration language: one annotation a layer, on the field that holds its result.
 *
 * <p>A class with {@link io.github.shapeproof.annotation.TensorModel} is a model. Each of its
 * tensors is a field with one operation; {@code from} names the fields that it reads, and is left
 * out for the field directly above. {@link io.github.shapeproof.annotation.Shape} declares the
 * shape of an input and asserts that of any other field.
 *
 * <p>Common to all spatial layers: sizes count elements; division in formulas rounds down; arrays
 * that speak of spatial axes take one value for all or one for each axis, in the order depth,
 * height, width; the number of spatial axes is the length of such arrays of more than one value,
 * else the layer's {@code axes}, else the model's, and the input has two dimensions more, batch and
 * channels, in the model's {@link io.github.shapeproof.annotation.Layout}. A dimension below 1 is
 * refused.
 */
package io.github.shapeproof.annotation;
