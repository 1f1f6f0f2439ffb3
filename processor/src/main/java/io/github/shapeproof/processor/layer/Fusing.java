package io.github.shapeproof.processor.layer;

import java.util.List;

/**
 * How a step may become one with another, so that what lies between them needs no memory.
 *
 * @param givesRows whether another step can take the result row by row, while it is computed: that
 *     of a runtime operation that is a {@code Separable} with a {@code Finish}
 * @param takesRows the operands of which one at a time can be such a result, the best first. The
 *     runtime has the operation under its name and {@code Fitted}; it gets the other step as its
 *     last argument, and this operand second
 */
public record Fusing(boolean givesRows, List<Integer> takesRows) {
  /** A step for itself. */
  static final Fusing NONE = new Fusing(false, List.of());

  /** A step whose result can be taken row by row. */
  static final Fusing GIVES_ROWS = new Fusing(true, List.of());

  /** A step that can take these operands row by row. */
  static Fusing takesRows(Integer... operands) {
    return new Fusing(false, List.of(operands));
  }
}
