package io.github.shapeproof.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolBindingTest {

  private static Models relu(Models model) {
    return model.layer("y", Activation.class, "value", ActivationKind.RELU);
  }

  private static SymbolBinding binding(Models model) {
    return SymbolBinding.of(model.check(), model.check().graph().inputs());
  }

  @Test
  void takesSymbolsFromDimensionsThatAreOne() {
    assertEquals(Set.of("N", "H"), binding(relu(Models.model().input("x", "N,H,2*H"))).bound());
  }

  @Test
  void solvesLinearDimensions() {
    SymbolBinding binding =
        binding(
            relu(
                Models.model()
                    .input("x", "N,2*H + 1,W - 3*K + 4")
                    .input("z", "N,K,3")
                    .where("W == V + 1")));
    assertEquals(Set.of("N", "H", "W", "K", "V", "x[2]"), binding.bound());
    assertEquals(
        List.of("W = 3*K + x[2] - 4", "V = W - 1"),
        binding.solutions().stream().map(s -> s.symbol() + " = " + s.values().get(0)).toList());
    assertEquals(
        List.of("W - 3*K + 4 == x[2]"), binding.checks().stream().map(Object::toString).toList());
  }

  @Test
  void takesSymbolsFromWeights() {
    Models model = Models.model().input("x", "N,3*H*W").layer("y", Dense.class, "units", 4);
    assertEquals(
        List.of("3*H*W == y/kernel[0]"),
        binding(model.input("z", "H,W")).checks().stream().map(Object::toString).toList());
  }

  @Test
  void refusesSymbolsThatNothingFixes() {
    var error = relu(Models.model().input("x", "N,H*W,3")).error();
    assertEquals(Code.SP113, error.code());
    assertEquals(
        "`x` is N,H*W,3, but no input fixes H and W, by a dimension that is a symbol, linear in it,"
            + " or that rounded",
        error.sentence());
  }

  /** Of sizes that rounding makes equal the smallest is taken, for they give the same model. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H/2          |            | 2*x[1]; 1",
        "ceil(H / 2)  |            | 2*x[1] - 1; 1",
        "3*(H/2) + 1  |            | 2*((x[1] + 1)/3); 1",
        "(2*H + 1)/5  |            | 5*x[1]/2; 1",
        "H/3          | H % 4 == 0 | 4*x[1] - 4*(x[1]/4); 4",
        "H/3          | H >= 20    | 3*x[1]; 20"
      })
  void takesTheSmallestThatRoundedDimensionsLeave(
      String size, @Nullable String where, String values) {
    Models model = Models.model().input("x", "N,%s,3".formatted(size));
    SymbolBinding binding = binding(relu(where == null ? model : model.where(where)));
    assertEquals(
        List.of("H: " + values),
        binding.solutions().stream()
            .map(
                s ->
                    s.symbol()
                        + ": "
                        + s.values().stream().map(Dim::toString).collect(Collectors.joining("; ")))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"H - H/2", "H % 4 + 1", "H/2 + W/2", "H/2 + H/3"})
  void leavesOthersOpen(String size) {
    assertEquals(
        Code.SP113, relu(Models.model().input("x", "N,%s".formatted(size))).error().code());
  }

  /** Another symbol may ask for a larger one than the smallest. */
  @Test
  void leavesRoundedSymbolsOpenThatFactsRelateToOthers() {
    Models model = Models.model().input("x", "N,H/2,W").where("H >= W");
    assertEquals(Code.SP113, relu(model).error().code());
  }

  @ParameterizedTest
  @CsvSource({"H*W, H == 7", "H + W, H == W", "H*W, 'H == K, K == 2'"})
  void reducesDimensionsByEquations(String size, String where) {
    Models model = Models.model().input("x", "N,%s".formatted(size)).where(where);
    assertTrue(binding(relu(model)).bound().containsAll(Set.of("H", "W")));
  }
}
