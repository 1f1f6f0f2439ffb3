package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Division of polynomials without remainder. */
final class DivisionTest {

  private static Dim dim(String text) {
    return ((Parsed.Ok<Dim>) ShapeParser.dim(text)).value();
  }

  private static Optional<String> exact(String dividend, String divisor) {
    return Division.exact(dim(dividend), dim(divisor)).map(Dim::toString);
  }

  @Test
  void divides() {
    assertEquals(Optional.of("W"), exact("H*W", "H"));
    assertEquals(Optional.of("H + 2"), exact("H*W + 2*W", "W"));
    assertEquals(Optional.of("H - W"), exact("H*H - W*W", "H + W"));
    assertEquals(Optional.of("3"), exact("3*(H/2)", "H/2"));
    assertEquals(Optional.of("0"), exact("0", "H"));
  }

  @Test
  void leavesNoRemainder() {
    assertEquals(Optional.empty(), exact("H*W + 1", "W"));
    assertEquals(Optional.empty(), exact("H", "W"));
    assertEquals(Optional.empty(), exact("3*H", "2"));
    assertThrows(IllegalArgumentException.class, () -> exact("H", "0"));
  }

  @Test
  void roundsDownNumbersOnly() {
    assertEquals("3*H/2", Division.floor(dim("3*H*W"), dim("2*W")).orElseThrow().toString());
    assertEquals("4", Division.floor(dim("30"), dim("7")).orElseThrow().toString());
    assertEquals("H", Division.floor(dim("-2*H"), dim("-2")).orElseThrow().toString());
    assertEquals(Optional.empty(), Division.floor(dim("H"), dim("W")));
  }

  @Test
  void undoesEveryProduct() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      Dim a = polynomial(random);
      Dim b = polynomial(random);
      if (!b.is(0)) {
        assertEquals(Optional.of(a), Division.exact(a.times(b), b), a + " times " + b);
      }
    }
  }

  private static Dim polynomial(Random random) {
    Dim sum = Dim.of(random.nextInt(7) - 3);
    for (int term = random.nextInt(4); term > 0; term--) {
      Dim product = Dim.of(random.nextInt(7) - 3);
      for (int factor = random.nextInt(3); factor >= 0; factor--) {
        Dim symbol = Dim.symbol(String.valueOf("HWC".charAt(random.nextInt(3))));
        product = product.times(random.nextBoolean() ? symbol : symbol.plus(1).floorDiv(2));
      }
      sum = sum.plus(product);
    }
    return sum;
  }
}
