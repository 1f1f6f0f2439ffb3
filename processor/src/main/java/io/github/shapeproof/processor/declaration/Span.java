package io.github.shapeproof.processor.declaration;

/**
 * Characters {@code [start, end)} of a source file, counted from 0.
 *
 * @param start the first one
 * @param end one past the last one
 */
public record Span(int start, int end) {}
