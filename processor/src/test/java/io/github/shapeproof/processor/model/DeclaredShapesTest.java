package io.github.shapeproof.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Conv;
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

  @Test
  void showsSizesThatTheLayerTakes() {
    assertEquals(
        List.of("H = 3: 3 against 1", "W = 3: 3 against 1"),
        Models.model()
            .input("x", "N,H,W,3")
            .layer("y", Conv.class, "filters", 3, "kernel", 3)
            .shape("N,H,W,3")
            .error()
            .details());
  }

  @Test
  void boundsOfOneLayerThatExcludeEachOther() {
    assertEquals(
        "SP403 y.Conv.kernel `y`: kernel 5 does not fit into the width of `x`, which is 9 - H; it"
            + " needs 9 - H >= 5, which H <= 8, H >= 5 rules out",
        Models.model()
            .input("x", "N,H,9-H,3")
            .layer("y", Conv.class, "filters", 2, "kernel", 5)
            .fault());
    assertEquals(
        "SP403 x.Shape.value `x` would be N,H - 5,4 - H,3, with a dimension of 4 - H; it needs"
            + " 4 - H >= 1, which H >= 6 rules out",
        Models.model().input("x", "N,H-5,4-H,3").fault());
  }

  @Test
  void nothingIsCheckedAgainstAnImpossibleInput() {
    assertEquals(
        "SP310 x.Shape.value `x` would be -H, with a dimension of -H",
        Models.model()
            .input("q", "H,W")
            .input("x", "0 - H")
            .layer("y", Activation.class, "value", ActivationKind.RELU)
            .shape("H")
            .fault());
  }
}
