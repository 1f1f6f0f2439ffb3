package io.github.shapeproof.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.testing.Models;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        "H/2          | H >= 1     | 2*x[1]; 1",
        "ceil(H / 2)  |            | 2*x[1] - 1; 1",
        "H - H/2      |            | 2*x[1] - 1; 1",
        "3*H/2        |            | ceil(2*x[1]/3); 1",
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

  /** Whatever the size was, the one that is taken gives the same dimensions. */
  @Test
  void takesOneThatAllDimensionsLeave() {
    Random random = new Random(1);
    for (int round = 0; round < 60; round++) {
      int modulus = 1 + random.nextInt(6);
      int residue = random.nextInt(modulus);
      Models model =
          Models.model()
              .input("x", "N,%s,%s".formatted(rounded(random), rounded(random)))
              .where("H %% %d == %d".formatted(modulus, residue));
      SymbolBinding binding = binding(relu(model));
      assertTrue(binding.bound().contains("H"), model::toString);
      Shape shape = model.check().shape("x").orElseThrow();
      for (int h = 1; h <= 60; h++) {
        Map<String, BigInteger> real = Map.of("N", BigInteger.ONE, "H", BigInteger.valueOf(h));
        if (h % modulus == residue && dims(shape, real).stream().allMatch(d -> d.signum() > 0)) {
          Map<String, BigInteger> known = new HashMap<>(real);
          if (!binding.solutions().isEmpty()) {
            known.remove("H");
          }
          for (int d = 1; d <= 2; d++) {
            known.put("x[%d]".formatted(d), dims(shape, real).get(d));
          }
          for (SymbolBinding.Solution solution : binding.solutions()) {
            known.put(
                solution.symbol(),
                solution.values().stream()
                    .map(value -> value.evaluate(known))
                    .max(Comparator.naturalOrder())
                    .orElseThrow());
          }
          assertEquals(dims(shape, real), dims(shape, known), shape + " of H = " + h);
          assertEquals(residue, known.get("H").intValue() % modulus, shape + " of H = " + h);
        }
      }
    }
  }

  private static String rounded(Random random) {
    return "%d*((%d*H + %d)/%d) + %d"
        .formatted(
            1 + random.nextInt(3),
            1 + random.nextInt(4),
            random.nextInt(9),
            2 + random.nextInt(6),
            random.nextInt(4));
  }

  private static List<BigInteger> dims(Shape shape, Map<String, BigInteger> values) {
    return shape.dims().stream().map(dim -> dim.evaluate(values)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"H % 4 + 1", "H/2 + W/2", "H/2 + H/3"})
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
