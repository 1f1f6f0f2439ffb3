package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.shape.Dim;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FractionTest {

  @ParameterizedTest
  @CsvSource({
    "1.4, 7/5",
    "2.1, 21/10",
    "2.3, 23/10",
    "4, 4",
    "0.5, 1/2",
    "0.1, 1/10",
    "0.3333333333333333, 1/3",
    "1.0000000000000002, 3002399751580332/3002399751580331",
    "1e-3, 1/1000",
    "3.141592653589793, 245850922/78256779"
  })
  void isWhatTheUserMeant(double value, String text) {
    assertEquals(text, Fraction.simplest(value).toString());
  }

  @Test
  void quotientsOfSmallNumbersComeBack() {
    for (long q = 1; q <= 200; q++) {
      for (long p = 1; p <= 200; p++) {
        Fraction fraction = Fraction.simplest((double) p / q);
        assertEquals(p * fraction.denominator().longValue(), q * fraction.numerator().longValue());
        assertTrue(fraction.denominator().longValue() <= q);
      }
    }
  }

  @Test
  void roundsToTheDouble() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      double value = Math.scalb(1 + random.nextDouble(), random.nextInt(60) - 30);
      Fraction fraction = Fraction.simplest(value);
      BigDecimal quotient =
          new BigDecimal(fraction.numerator())
              .divide(new BigDecimal(fraction.denominator()), new MathContext(60));
      assertEquals(value, quotient.doubleValue());
    }
  }

  @Test
  void nothingIsLostToBinaryRounding() {
    assertEquals(Dim.of(210), Fraction.simplest(2.1).of(Dim.of(100)));
    assertEquals(Dim.of(115), Fraction.simplest(2.3).of(Dim.of(50)));
    assertEquals(Dim.of(29), Fraction.simplest(0.29).of(Dim.of(100)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void onlyPositiveNumbers(double value) {
    assertThrows(IllegalArgumentException.class, () -> Fraction.simplest(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e300, Double.MAX_VALUE})
  void extremesAreFractionsButNotPractical(double value) {
    assertTrue(!Fraction.simplest(value).isPractical());
  }
}
