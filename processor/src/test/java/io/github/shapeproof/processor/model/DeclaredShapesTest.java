package io.github.shapeproof.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredShapesTest {

  private static List<String> counterexamples(String input, String declared) {
    return Models.model()
        .input("x", input)
        .layer("y", Activation.class, "value", ActivationKind.RELU)
        .shape(declared)
        .error()
        .details();
  }

  @Test
  void showsTheSmallestSizesForWhichAClaimIsWrong() {
    assertEquals(List.of("H = 2: 1 against 2"), counterexamples("N,H,4", "N,(H + 1)/2,4"));
    assertEquals(
        List.of("H = 1013: 1014 against 1013"), counterexamples("N,H", "N,H + (H/1009)*(H/1013)"));
  }

  @Test
  void showsThemAlsoWhereAClaimIsNeverRight() {
    assertEquals(List.of("H = 1: 2 against 1"), counterexamples("N,H,4", "N,H + 1,4"));
    assertEquals(
        List.of("N = 1: 3 against 1", "H = 1: 2 against 1"),
        counterexamples("N,H,H,4", "3*N,H + 1,H + 1,4"));
  }

  @Test
  void showsNoneWhereNoSymbolMatters() {
    assertEquals(List.of(), counterexamples("N,H,4", "N,H,5"));
  }
}
