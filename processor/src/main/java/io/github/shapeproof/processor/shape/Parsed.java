package io.github.shapeproof.processor.shape;

/**
 * What reading a user's text gives: a value, or the one thing that is wrong with the text. Nothing
 * is ever thrown for a user's mistake.
 *
 * @param <T> the value
 */
public sealed interface Parsed<T> {

  /** The text was understood. */
  record Ok<T>(T value) implements Parsed<T> {}

  /**
   * The text was not understood.
   *
   * @param code the code of the diagnostic, see {@link ShapeParser}
   * @param message one sentence
   * @param start where in the text the fault starts
   * @param end where it ends, exclusive
   * @param index which of several texts it is in, from 0
   */
  record Fault<T>(String code, String message, int start, int end, int index) implements Parsed<T> {

    /** The same fault where another kind of value was expected. */
    <U> Fault<U> as() {
      return new Fault<>(code, message, start, end, index);
    }

    /** The same fault in the text number {@code index}. */
    Fault<T> in(int index) {
      return new Fault<>(code, message, start, end, index);
    }
  }
}
