package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final Dim H = Dim.symbol("H");

  private final SplittableRandom random = new SplittableRandom(7);

  private static Pieces pieces(List<Constraint> constraints) {
    return new Pieces("H", constraints, BudgetExceeded.EVALUATIONS);
  }

  @Test
  void agreesWithSymbolValuesWherePeriodsAreShort() {
    int none = 0;
    int found = 0;
    for (int i = 0; i < 3_000; i++) {
      List<Constraint> constraints = new ArrayList<>(List.of(Constraint.nonzero(expression())));
      if (random.nextBoolean()) {
        constraints.add(Constraint.nonnegative(expression()));
      }
      if (random.nextInt(4) == 0) {
        constraints.add(Constraint.zero(H.plus(random.nextInt(5)).mod(1 + random.nextInt(4))));
      }
      BigInteger smallest = pieces(constraints).smallest();
      assertEquals(SymbolValues.of("H", constraints).smallest(), smallest, constraints::toString);
      none += smallest == null ? 1 : 0;
      found += smallest == null ? 0 : 1;
    }
    assertTrue(none > 100 && found > 1_000, none + " without a solution, " + found + " with one");
  }

  /** Often zero, or that but for few values. */
  private Dim expression() {
    Dim dim = Dim.of(random.nextInt(3) - 1);
    for (int i = random.nextInt(3); i >= 0; i--) {
      Dim factor = floor().minus(floor()).times(random.nextInt(3) - 1);
      dim = dim.plus(random.nextBoolean() ? factor : factor.times(floor()));
    }
    return random.nextInt(3) == 0 ? dim.minus(dim.floorDiv(2)).minus(dim.ceilDiv(2)) : dim;
  }

  private Dim floor() {
    return H.times(1 + random.nextInt(3)).plus(random.nextInt(9)).floorDiv(1 + random.nextInt(6));
  }

  @Test
  void followsLongPeriods() {
    Dim product = H.floorDiv(100_003).times(H.floorDiv(100_019));
    assertEquals(
        BigInteger.valueOf(100_019), pieces(List.of(Constraint.nonzero(product))).smallest());
    // floor(2 * x) is floor(x) + floor(x + 1/2).
    Dim twice =
        H.times(2)
            .floorDiv(1013)
            .minus(H.floorDiv(1013))
            .minus(H.times(2).plus(1013).floorDiv(2026));
    Dim zero = twice.times(H.floorDiv(1009));
    assertNull(pieces(List.of(Constraint.nonzero(zero))).smallest());
  }
}
