package io.github.shapeproof.processor.declaration;

/**
 * A part of a source file, both as offsets and as a person counts.
 *
 * @param span the characters
 * @param line line of the first character, from 1
 * @param column its column, from 1, in UTF-16 units
 * @param endLine line of the end
 * @param endColumn column past the last character
 */
public record Region(Span span, int line, int column, int endLine, int endColumn) {}
