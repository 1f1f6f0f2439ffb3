package io.github.shapeproof.processor.layer;

/** A number of things in words, so that messages never speak of 1 channels. */
final class Counted {
  private Counted() {}

  /**
   * Such as {@code 1 channel}, {@code 3 channels}, {@code 2*C channels}.
   *
   * @param thing in the singular, of which the plural ends in s
   */
  static String of(Object number, String thing) {
    return number + " " + thing + (number.toString().equals("1") ? "" : "s");
  }
}
