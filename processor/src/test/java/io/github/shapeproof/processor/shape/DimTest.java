package io.github.shapeproof.processor.shape;

import static io.github.shapeproof.processor.shape.Texts.dim;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimTest {

  @ParameterizedTest
  @CsvSource({
    "H, H",
    "(H - 5)/2 + 1, (H - 3)/2",
    "(H - 3)/2 + 1, (H - 1)/2",
    "(H + 2 - 3)/2 + 1, ceil(H/2)",
    "ceil(ceil(H/2)/2), ceil(H/4)",
    "H/2/2/2, H/8",
    "(H/2 - 1)/2, (H - 2)/4",
    "H - 4*(H/4), H % 4",
    "(H - 1) % 8, (H + 7) % 8",
    "2*(H/2), 2*(H/2)",
    "2*H/3, 2*H/3",
    "7*H/5, 7*H/5",
    "C*(H/2), C*(H/2)",
    "C*H/2, C*H/2",
    "4*ceil(H/4) - H, 4*ceil(H/4) - H",
    "3*(H % 4) + 1, 3*(H % 4) + 1",
    "ceil((H - 3)/2), H/2 - 1",
    "-H + 3, 3 - H",
    "H/2 + 1, H/2 + 1",
    "(4*H + 6)/2, 2*H + 3",
    "6*H/4, 3*H/2",
    "(H + W)*2/4, (H + W)/2",
    "H*(W - 1), H*W - H",
    "-(H/2), -(H/2)",
    "(H/2 + W/2)/2, (H/2 + W/2)/2",
    "007, 7",
  })
  void printsWhatAPersonWouldWrite(String written, String printed) {
    assertEquals(printed, dim(written).toString());
    assertEquals(dim(written), dim(printed));
  }

  @Test
  void printsNamelessSymbolsAsUnderscores() {
    assertEquals("_/2", Nameless.of("x", 1).floorDiv(2).toString());
  }

  @Test
  void textParsesBack() {
    RandomSizes sizes = new RandomSizes(1);
    for (int i = 0; i < 2_000; i++) {
      Dim dim = sizes.draw().claim().fact().left();
      if (dim.symbols().stream().noneMatch(Nameless::is)) {
        assertEquals(dim, dim(dim.toString()), dim::toString);
      }
    }
  }

  @Test
  void dividesTowardMinusInfinity() {
    assertTrue(Dim.of(-1).floorDiv(2).is(-1));
    assertTrue(Dim.of(-1).mod(2).is(1));
    assertTrue(Dim.of(-1).ceilDiv(2).is(0));
    assertEquals(BigInteger.valueOf(-2), dim("(H - 5)/3").evaluate(Map.of("H", BigInteger.ONE)));
    assertThrows(IllegalArgumentException.class, () -> Dim.of(1).floorDiv(0));
  }

  @Test
  void neverWraps() {
    Dim large = Dim.of(Long.MAX_VALUE);
    assertEquals("9223372036854775808", large.plus(1).toString());
    assertEquals("85070591730234615847396907784232501249", large.times(large).toString());
    BigInteger h = BigInteger.valueOf(Long.MAX_VALUE);
    assertEquals(h.multiply(h), dim("H*H").evaluate(Map.of("H", h)));
  }

  @Test
  void substitutesAllAtOnce() {
    Map<String, Dim> swap = Map.of("H", Dim.symbol("W"), "W", Dim.symbol("H"));
    assertEquals("W/2 - H", dim("H/2 - W").substitute(swap).toString());
    assertEquals("8*h", dim("H/4").substitute(Map.of("H", dim("32*h"))).toString());
    assertEquals("[H, W]", dim("H*(W/2) + H").symbols().toString());
  }

  @Test
  void refusesTheValueOfASymbol() {
    assertFalse(dim("H").isConstant());
    assertThrows(IllegalStateException.class, () -> dim("H").constant());
    assertThrows(IllegalArgumentException.class, () -> dim("H").evaluate(Map.of()));
    assertEquals(BigInteger.valueOf(6), dim("2*3").constant());
  }

  @Test
  void visitorSeesTheWrittenForm() {
    DimVisitor<String> names =
        new DimVisitor<>() {
          @Override
          public String constant(BigInteger value) {
            return value.toString();
          }

          @Override
          public String symbol(String name) {
            return name;
          }

          @Override
          public String sum(List<Dim> terms) {
            return call("sum", terms);
          }

          @Override
          public String product(List<Dim> factors) {
            return call("product", factors);
          }

          @Override
          public String floorDiv(Dim dividend, BigInteger divisor) {
            return call("floor", List.of(dividend, Dim.of(divisor)));
          }

          @Override
          public String ceilDiv(Dim dividend, BigInteger divisor) {
            return call("ceil", List.of(dividend, Dim.of(divisor)));
          }

          @Override
          public String mod(Dim dividend, BigInteger divisor) {
            return call("mod", List.of(dividend, Dim.of(divisor)));
          }

          private String call(String name, List<Dim> arguments) {
            return arguments.stream()
                .map(a -> a.accept(this))
                .collect(Collectors.joining(",", name + "(", ")"));
          }
        };
    assertEquals("sum(product(2,ceil(H,2)),mod(W,3),-1)", dim("2*ceil(H/2)+W%3-1").accept(names));
  }

  /**
   * Each step says {@code n + n/5} of the one before: written out, a tree of a million millions.
   */
  @Test
  void aChainOfScalingsIsFollowedStepByStep() {
    Dim chain = Dim.symbol("H");
    long value = 1000;
    for (int i = 0; i < 40; i++) {
      chain = chain.times(6).floorDiv(5);
      value = value * 6 / 5;
    }
    Dim dim = chain;
    BigInteger expected = BigInteger.valueOf(value);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          assertEquals(Set.of("H"), dim.symbols());
          assertEquals(expected, dim.evaluate(Map.of("H", BigInteger.valueOf(1000))));
          assertEquals(expected, new Evaluator(dim, List.of("H")).at(1000));
          Dim doubled = dim.substitute(Map.of("H", Dim.symbol("W").times(2)));
          assertEquals(expected, doubled.evaluate(Map.of("W", BigInteger.valueOf(500))));
          assertEquals(Map.of("H", BigInteger.valueOf(5).pow(40)), Periods.of(List.of(dim)));
          assertEquals(1, Periods.degree(dim, "H"));
          assertTrue(LinearForm.isLinear(dim));
        });
  }
}
