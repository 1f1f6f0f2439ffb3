package io.github.shapeproof.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
        binding.solutions().stream().map(s -> s.symbol() + " = " + s.value()).toList());
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
    var error = relu(Models.model().input("x", "N,H/2,3")).error();
    assertEquals(Code.SP113, error.code());
    assertEquals(
        "`x` is N,H/2,3, but no input fixes H, by a dimension that is a symbol or linear in it",
        error.sentence());
    assertEquals(
        Code.SP113,
        relu(Models.model().input("x", "N,H*W,3")).check().findings().get(0).diagnostic().code());
  }
}
