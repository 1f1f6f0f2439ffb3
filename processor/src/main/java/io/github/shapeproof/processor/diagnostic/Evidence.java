package io.github.shapeproof.processor.diagnostic;

/**
 * One row under "because": a tensor on the way from a declaration to the fault.
 *
 * @param field the tensor
 * @param shape its shape, as text
 * @param reason how it came by that shape: {@code "declared"}, {@code "resize × 4"}
 * @param line its line, or 0 where unknown
 */
public record Evidence(String field, String shape, String reason, int line) {

  /** The row as another model shows it, which applies this one's. */
  public Evidence in(String model) {
    return new Evidence(model + "." + field, shape, reason, line);
  }
}
