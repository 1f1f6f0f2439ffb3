package io.github.shapeproof.samples.seeds;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One claim of an answer, and what is true of it.
 *
 * @param number question and example, {@code 000.1}
 * @param claim what the answer says
 * @param refutation where the claim is wrong, the numbers that the compiler's error must show
 * @param model the right model: as claimed, or mended
 * @param run computes the right model on ND4J and a second time by loops
 */
public record Seed(
    String number,
    String claim,
    Optional<String> refutation,
    Class<?> model,
    Supplier<Comparison> run) {

  /** A claim that holds. */
  public static Seed right(
      String number, String claim, Class<?> model, Supplier<Comparison> run) {
    return new Seed(number, claim, Optional.empty(), model, run);
  }

  /** A claim that does not hold; a model of the same name under {@code claims} makes it. */
  public static Seed wrong(
      String number, String claim, String refutation, Class<?> model, Supplier<Comparison> run) {
    return new Seed(number, claim, Optional.of(refutation), model, run);
  }
}
