package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes from their texts, with C = 10, H = 7 and _ = 5. */
final class SizeTextTest {
  private static final Map<String, Long> SIZES = Map.of("C", 10L, "H", 7L, "_", 5L);

  private static long evaluate(String text) {
    return SizeText.evaluate(text, symbol -> Objects.requireNonNull(SIZES.get(symbol)));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64",
    "H, 7",
    "_, 5",
    "4*C, 40",
    "H + 4, 11",
    "C - H - 1, 2",
    "-H + C, 3",
    "2*H/4, 3",
    "2*(H/4), 2",
    "C/2/3, 1",
    "(H - 10)/2, -2",
    "(H - 10) % 2, 1",
    "(C + H)%4, 1",
    "ceil(H / 2)*3, 12",
    "ceil(3*H/4), 6",
    "ceil(H/2/2), 2",
    "ceil((H/2)/2), 2",
    "ceil((H - 10)/2), -1",
    "ceil((H + ceil(H/2))/4)*C, 30",
    "9223372036854775807, 9223372036854775807",
  })
  void textsAreComputed(String text, long size) {
    assertEquals(size, evaluate(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "C +", "2 C", "(C", "C)", "ceil(C/2", "ceil(C/2 + 1)", "C/0", "C?", "*C"})
  void whatIsNoSizeIsRefused(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> evaluate(text));
    assertEquals("`" + text + "` is no size", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "C*922337203685477581", "9223372036854775807 + 1"})
  void whatDoesNotFitALongOverflows(String text) {
    assertThrows(ArithmeticException.class, () -> evaluate(text));
  }
}
