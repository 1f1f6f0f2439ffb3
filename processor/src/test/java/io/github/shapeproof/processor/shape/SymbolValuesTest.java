package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolValuesTest {
  private static final Dim H = Dim.symbol("H");

  /** {@code a * floor(H / m) + b * H + c}, now and then times {@code H}. */
  private static Dim dim(Random random) {
    Dim floor = H.floorDiv(BigInteger.valueOf(1 + random.nextInt(6)));
    Dim sum =
        floor
            .times(random.nextInt(7) - 3)
            .plus(H.times(random.nextInt(7) - 3))
            .plus(Dim.of(random.nextInt(61) - 30));
    return random.nextInt(4) == 0 ? sum.times(H) : sum;
  }

  @Test
  void membersAreTheValuesThatMeetAllConstraints() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      List<Constraint> constraints = new ArrayList<>();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        Constraint.Demand demand = Constraint.Demand.values()[random.nextInt(3)];
        constraints.add(new Constraint(dim(random), demand));
      }
      SymbolValues values = SymbolValues.of("H", constraints);
      for (int h = 1; h <= 130; h++) {
        BigInteger value = BigInteger.valueOf(h);
        boolean expected = constraints.stream().allMatch(c -> c.admits(Map.of("H", value)));
        assertEquals(expected, values.contains(value), constraints + " at " + h);
      }
    }
  }

  @Test
  void fewMembersOfALongPeriodAreFoundAtOnce() {
    List<Constraint> one = List.of(Constraint.zero(H.mod(500_000).minus(7)));
    SymbolValues values = SymbolValues.of("H", one);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          BigInteger member = BigInteger.valueOf(7);
          for (int i = 0; i < 1 << 16; i++) {
            BigInteger after = member.add(BigInteger.ONE);
            assertFalse(values.contains(after));
            member = values.next(after);
          }
          assertEquals(BigInteger.valueOf((500_000L << 16) + 7), member);
        });
  }

  /** {@code n + n/5} again and again, as {@code @Resize(scale = 1.2)} makes it. */
  private static Dim resized(int times) {
    Dim dim = H;
    for (int i = 0; i < times; i++) {
      dim = dim.times(6).floorDiv(5);
    }
    return dim;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void aBoundOfWhatOnlyGrowsIsOneOfTheSymbol(int times) {
    Dim dim = resized(times).minus(40);
    SymbolValues above = SymbolValues.of("H", List.of(Constraint.nonnegative(dim)));
    SymbolValues below = SymbolValues.of("H", List.of(Constraint.nonnegative(dim.times(-1))));
    assertEquals(List.of(1, 1), List.of(above.period(), below.period()));
    for (int h = 1; h <= 60; h++) {
      BigInteger value = BigInteger.valueOf(h);
      int sign = dim.evaluate(Map.of("H", value)).signum();
      assertEquals(sign >= 0, above.contains(value), h + ", at least");
      assertEquals(sign <= 0, below.contains(value), h + ", at most");
    }
  }

  @Test
  void boundsAreFoundHoweverLarge() {
    BigInteger large = BigInteger.TEN.pow(30);
    Dim dim = H.times(3).floorDiv(7).minus(Dim.of(large));
    SymbolValues values = SymbolValues.of("H", List.of(Constraint.nonnegative(dim)));
    BigInteger smallest = values.smallest();
    assertEquals(0, dim.evaluate(Map.of("H", smallest)).signum());
    assertEquals(-1, dim.evaluate(Map.of("H", smallest.subtract(BigInteger.ONE))).signum());
  }
}
