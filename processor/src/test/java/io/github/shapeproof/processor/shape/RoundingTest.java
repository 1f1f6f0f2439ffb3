package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoundingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H % 2 == 0            | ceil(H / 2)             | H/2",
        "H % 2 == 0            | 2*(H/2)                 | H",
        "H % 2 == 0            | H - 2*(H/2)             | 0",
        "H % 4 == 0            | 2*(H/4)                 | H/2",
        "H % 4 == 0            | 6*(H/4)                 | 3*(H/2)",
        "H % 4 == 0            | ceil(ceil(H / 2) / 2)   | H/4",
        "H % 2 == 0            | ceil(ceil(H / 2) / 2)   | ceil(H/4)",
        "H % 2 == 0, W % 2 == 0 | 4*(H/2)*(W/2)          | H*W",
        "H % 2 == 0            | ceil((H + W) / 2)       | ceil((H + W)/2)",
        "H == 2*K              | ceil(H / 2)             | H/2",
        "H >= 8                | ceil(H / 2)             | ceil(H/2)",
        "W % 2 == 0            | ceil(H / 2)             | ceil(H/2)",
        "H % 2 == 1            | ceil(H / 2)             | ceil(H/2)"
      })
  void isLeftOutWhereItChangesNothing(String where, String size, String plain) {
    assertEquals(plain, rounding(where).plain(dim(size)).toString());
  }

  /** Under random congruences a plain size has the value of the size it is made of. */
  @Test
  void changesNoValue() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      int multiple = 1 + random.nextInt(12);
      Dim symbol = Dim.symbol("H");
      Dim size = symbol;
      for (int step = 0; step < 4; step++) {
        int number = 1 + random.nextInt(6);
        Dim next =
            switch (random.nextInt(5)) {
              case 0 -> size.times(number);
              case 1 -> size.plus(random.nextInt(7) - 3);
              case 2 -> size.floorDiv(number);
              case 3 -> size.ceilDiv(number);
              default -> size.times(symbol.floorDiv(number));
            };
        size = next;
      }
      Dim plain = rounding("H %% %d == 0".formatted(multiple)).plain(size);
      for (int h = multiple; h <= 20 * multiple; h += multiple) {
        Map<String, BigInteger> values = Map.of("H", BigInteger.valueOf(h));
        assertEquals(size.evaluate(values), plain.evaluate(values), size + " at " + h);
      }
    }
  }

  private static Rounding rounding(String where) {
    Facts facts = ((Parsed.Ok<Facts>) Facts.parse(List.of(where))).value();
    return new Rounding(
        (dividend, divisor) -> facts.equal(dividend.mod(divisor), Dim.of(0)).isProved());
  }

  private static Dim dim(String text) {
    return ((Parsed.Ok<Dim>) ShapeParser.dim(text)).value();
  }
}
