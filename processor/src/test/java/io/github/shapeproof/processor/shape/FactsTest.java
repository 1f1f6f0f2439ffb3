package io.github.shapeproof.processor.shape;

import static io.github.shapeproof.processor.shape.Texts.atLeast;
import static io.github.shapeproof.processor.shape.Texts.dim;
import static io.github.shapeproof.processor.shape.Texts.equal;
import static io.github.shapeproof.processor.shape.Texts.line;
import static io.github.shapeproof.processor.shape.Texts.where;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

  /** Faults that users of other systems ran into, with their numbers. */
  @Nested
  class RealFailures {

    @Test
    void skipConnectionOfDepth4At1364By659() {
      List<Dim> levels = UNet.levels(Dim.of(1364), 4);
      assertEquals(
          ": 340, 341; never", line(Facts.none().equal(UNet.up(levels, 2), levels.get(2))));
      assertTrue(Facts.none().equal(UNet.up(levels, 3), levels.get(3)).isProved());
      List<Dim> widths = UNet.levels(Dim.of(659), 4);
      assertEquals(
          ": 658, 659; never", line(Facts.none().equal(UNet.up(widths, 0), widths.get(0))));
    }

    @Test
    void onePoolAndOneUpsamplingAt43By79() {
      assertEquals(": 42, 43; never", line(equal("2*(43/2)", "43")));
      assertEquals(": 78, 79; never", line(equal("2*(79/2)", "79")));
    }

    @Test
    void depth4At700FailsAnd400And800Work() {
      List<Dim> levels = UNet.levels(Dim.of(700), 4);
      assertEquals(": 86, 87; never", line(Facts.none().equal(UNet.up(levels, 3), levels.get(3))));
      for (long size : new long[] {400, 800}) {
        assertTrue(UNet.closes(Facts.none(), UNet.levels(Dim.of(size), 4)));
      }
    }

    @Test
    void lossAfterOneUnpaddedConvolutionAt128By128() {
      assertEquals(": 15876, 16384; never", line(equal("(128 - 2)*(128 - 2)", "128*128")));
    }

    @Test
    void concatenateWithHalvedAndDoubled() {
      assertEquals("H=1: 1, 0; where H % 2 == 0", line(equal("H", "2*(H/2)")));
    }

    @Test
    void unetOfDepth5NeedsMultiplesOf32() {
      List<Dim> levels = UNet.levels(Dim.symbol("H"), 5);
      assertFalse(UNet.closes(Facts.none(), levels));
      assertTrue(UNet.closes(where("H % 32 == 0"), levels));
      assertFalse(UNet.closes(where("H % 16 == 0"), levels));
      assertEquals("H=1: 0, 1; where H % 32 == 0", line(equal("32*(H/32)", "H")));
    }

    @Test
    void unetThatPadsToMultiplesOf32WorksForEverySize() {
      assertTrue(UNet.closes(Facts.none(), UNet.levels(dim("ceil(H/32)*32"), 5)));
      assertTrue(atLeast("ceil(H/32)*32", "H").isProved());
    }

    @Test
    void kernel7On4By4() {
      assertEquals(": -2, 1; never", line(atLeast("4 - 7 + 1", "1")));
      assertEquals("H=1: -5, 1; where H >= 7", line(atLeast("H - 7 + 1", "1")));
    }

    @Test
    void poolOf3By2InCeilModeHalves112() {
      assertTrue(equal("ceil((112 + 0 - 1)/2)", "56").isProved());
    }
  }

  /** Comparisons that the JAX manual and its tests call inconclusive, or decide wrongly. */
  @Nested
  class InconclusiveInJax {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "b | 2 | b=1: 1, 2; where b >= 2",
          "a | b | a=1, b=2: 1, 2; where a >= b",
          "a - b | 0 | a=1, b=2: -1, 0; where a - b >= 0",
          "a + 1 | b | a=1, b=3: 2, 3; where a + 1 >= b",
          "4*a + b + 3 | 9 | a=1, b=1: 8, 9; where 4*a + b + 3 >= 9",
          "4*a - b | 0 | a=1, b=5: -1, 0; where 4*a - b >= 0",
          "b | b % 3 | proved",
          "2*a + b | 3 | proved",
          "a/4 | 0 | proved",
          "a*a | 1 | proved",
        })
    void inequalities(String left, String right, String expected) {
      assertEquals(expected, line(atLeast(left, right)));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "a/2*2 | a - a % 2 | proved",
          "a/2 + a/2 | a - a % 2 | proved",
          "a/2*6 | 3*a - 3*(a % 2) | proved",
          "b | 1 | b=2: 2, 1; where b == 1",
          "a | b | a=1, b=2: 1, 2; where a == b",
          "b + 1 | b | b=1: 2, 1; never",
          "b | 0 | b=1: 1, 0; never",
          "3*a*a*b - 2 | a*a*b | a=1, b=2: 4, 2",
          "2*(b/2) | b | b=1: 0, 1; where b % 2 == 0",
        })
    void equalities(String left, String right, String expected) {
      assertEquals(expected, line(equal(left, right)));
    }

    @Test
    void constraintsOfSeveralSymbols() {
      assertTrue(atLeast("a", "9", "a >= b + 8").isProved());
      assertTrue(atLeast("a - b", "8", "a >= b + 8").isProved());
      assertTrue(atLeast("a + 2*b", "32", "a >= 16", "b >= 8").isProved());
      assertTrue(equal("a/4*b", "c*b", "a/4 == c").isProved());
    }

    @Test
    void stridedConvolutionUnderADeclaredMultiple() {
      assertTrue(equal("2*((H - 2)/2 + 1)", "H", "H % 32 == 0").isProved());
      assertTrue(equal("4*ceil(ceil(H/2)/2)", "H", "H % 4 == 0").isProved());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H/2 + ceil(H/2) | H | | proved",
        "H/3 | K/2 | 2*H == 3*K | proved",
        "H | 2*K | H == 2*K | proved",
        "H % 32 | W % 32 | H % 64 == W % 64 | proved",
        "H % 4 | 1 | | H=2: 2, 1; where H % 4 == 1",
        "H % 4/2 | 1 | | H=1: 0, 1; where H % 4 >= 2",
        "(H + 1) % 4/2 | 0 | | H=1: 1, 0; where (H + 1) % 4 <= 1",
        "H*H | 49 | | H=1: 1, 49; where H == 7",
        "4*(H/2)*(W/2) | H*W | | H=1, W=1: 0, 1; where H % 2 == 0, W % 2 == 0",
        "(H + W)/2 | H/2 + W/2 | | H=1, W=1: 1, 0; where W % 2 == 0",
        "N*H | N*W | | H=1, N=1, W=2: 1, 2; where H == W",
        "H - 5 | W | | H=1, W=1: -4, 1; where H == W + 5",
        "H % 6 | 0 | H % 2 == 0 | H=2: 2, 0; where H % 3 == 0",
        "2*(H/2) | H | H >= 1000000000000000000 | H=1000000000000000001: 1000000000000000000,"
            + " 1000000000000000001; where H % 2 == 0",
        "H/1000000 | 0 | | H=1000000: 1, 0",
        "H*W*C % 4 | 0 | H % 2 == 0, W % 2 == 0 | proved",
      })
  void equality(String left, String right, String where, String expected) {
    assertEquals(expected, line(where == null ? equal(left, right) : equal(left, right, where)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H | 5 | | H=1: 1, 5; where H >= 5",
        "H | 5 | H >= 64 | proved",
        "H | 5 | H <= 4 | H=1: 1, 5; never",
        "(H - 5)/2 + 1 | 3 | | H=1: -1, 3; where H >= 9",
        "64 | H | | H=65: 64, 65; where H <= 64",
        "H | K | H > K + 3 | proved",
        "H*H + W*W | 2*H*W | | proved",
        "600*W | H*W | H <= 512 | proved",
        "H*W | 100 | | H=1, W=1: 1, 100; where H >= 100",
        "(H + W)/2 | H/2 + W/2 | | proved",
        "H | 9223372036854775807 | | H=1: 1, 9223372036854775807; where H >= 9223372036854775807",
      })
  void bounds(String left, String right, String where, String expected) {
    assertEquals(
        expected, line(where == null ? atLeast(left, right) : atLeast(left, right, where)));
  }

  @Test
  void degenerateDomains() {
    String product = "(H - W)*(H - W - 1)*(H - W - 2)*(H - W - 3)";
    assertTrue(equal(product, "0", "H >= W", "H <= W + 3").isProved());
    assertEquals(
        "H=5, W=1: 24, 0", line(equal(product, "0", "H >= W", "H <= W + 4")).split(";")[0]);
    assertTrue(equal("H*H*H + 11*H", "6*H*H + 6", "H <= 3").isProved());
  }

  @Test
  void contradictoryFacts() {
    assertFalse(where("H % 2 == 1", "H % 4 == 0").satisfiable());
    assertFalse(where("H > W", "W > H").satisfiable());
    assertFalse(where("2*H == 4*W + 1").satisfiable());
    assertFalse(where("H*W == 7", "H >= 2", "W >= 2").satisfiable());
    assertTrue(where("H*W == 1024", "H >= 2", "W % 4 == 0").satisfiable());
    assertFalse(where("1 == 2").satisfiable());
  }

  @Test
  void factsThatNoProofCanUseAreRefused() {
    String fact = "A*A*A + B*B*B == C*C*C + 33";
    Parsed.Fault<Facts> fault = (Parsed.Fault<Facts>) Facts.parse(List.of("A >= 2", fact));
    assertEquals(
        "SP401 1 0 " + fact.length(),
        fault.code() + " " + fault.index() + " " + fault.start() + " " + fault.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"H*W >= 4096", "H*W*C >= 1000", "H*W >= 512*C, C >= 64"})
  void factsThatSomeSizesMeetAreNotRefused(String facts) {
    assertTrue(where(facts).satisfiable());
  }

  @Test
  void conditionsOfProductsArePlain() {
    assertEquals("H=1, W=1: 2, 0; where H*W % 5 == 0", line(equal("2*H*W", "5*(2*H*W/5)")));
    assertEquals(
        "H=1, W=1: 6, 5; where (2*H + W) % 5 == 0", line(equal("4*H + 2*W", "5*((4*H + 2*W)/5)")));
  }

  @Test
  void productsOfNamelessSymbolsAreToldApart() {
    Dim a = Nameless.of("a", 1).times(Nameless.of("a", 2));
    Dim b = Nameless.of("b", 1).times(Nameless.of("b", 2));
    assertFalse(Facts.none().atLeast(a.plus(200), b).isProved());
    assertTrue(Facts.none().atLeast(a.plus(200), a).isProved());
    Dim h = dim("H");
    assertFalse(
        Facts.none()
            .atLeast(h.times(Nameless.of("a", 2)).plus(600), h.times(Nameless.of("b", 2)))
            .isProved());
  }

  @Test
  void longPeriodsAreFollowed() {
    String product = "(H/1009)*(H/1013)";
    assertEquals("H=1013: 1014, 1013", line(equal("H + " + product, "H")).split(";")[0]);
    assertEquals(
        "H=1013, W=1: 1015, 1014", line(equal("H + " + product + " + W", "H + W")).split(";")[0]);
    assertEquals("H=1013, K=507", line(equal(product, "0", "2*K == H + 1")).split(":")[0]);
    assertTrue(equal(product, "0", "H <= 1012").isProved());
    String twice = "(H/1009)*(H/211 + (2*H + 211)/422)";
    assertTrue(equal(twice, "(H/1009)*(2*H/211)").isProved());
  }

  @Test
  void fewSizesAreTriedBeforeAllThatALongPeriodHas() {
    List<Dim> sizes = new ArrayList<>(List.of(Dim.symbol("H")));
    for (int i = 0; i < 20; i++) {
      sizes.add(sizes.get(i).times(6).floorDiv(5));
    }
    Facts none = Facts.none();
    assertEquals("H=5: 126, 105", line(none.equal(sizes.get(20), sizes.get(19))));
    assertEquals("proved", line(none.atLeast(sizes.get(20), sizes.get(19))));
    assertEquals("H=1: 1, 300; where H >= 10", line(none.atLeast(sizes.get(20), Dim.of(300))));
  }

  @Test
  void likelySizesAreTriedWhereAllAreTooMany() {
    assertEquals("H=999983, W=999979: 1, 0", line(equal("H/999983*(W/999979)", "0")).split(";")[0]);
    assertEquals(
        "H=999983, W=4999895: 5, 0",
        line(equal("H/999983*(W/999979)", "0", "W >= 4*H + H/999983*999963")).split(";")[0]);
  }

  @Test
  void tooLargeAQuestionSaysSo() {
    String product = "(H % 1000003)*((H + 1) % 1000003)";
    Verdict verdict = equal(product + "/2*2", product);
    String why = ((Verdict.Undecided) verdict).why();
    assertTrue(why.contains("@Shape"), why);
  }

  @Test
  void productsAreBoundedLikeSymbols() {
    assertTimeout(
        Duration.ofSeconds(1),
        () -> {
          assertTrue(atLeast("3*(K*W/2)", "K*W", "K*W/2 >= 1").isProved());
          assertTrue(atLeast("5*(K*L*W/3)", "K*L*W", "K*L*W/3 >= 1").isProved());
          String pad = "ceil((K*K - H)/2)";
          assertTrue(atLeast("H", pad, "K*K >= H", "H >= " + pad).isProved());
          assertTrue(atLeast("3*(K*K/2)", "K*W", "3*(K*K/2) >= K*W").isProved());
        });
    assertEquals("K=1, W=1: 0, 1", line(atLeast("3*(K*W/2)", "K*W")).split(";")[0]);
  }

  @Test
  void periodsTooLongForTablesAreNoFault() {
    Dim left = Shape.parse("1 + H/999983 + W/999979").dims().get(0);
    Dim right = Shape.parse("1 + H/999983").dims().get(0);
    assertFalse(Facts.none().equal(left, right) instanceof Verdict.Proved);
    assertFalse(Facts.none().atLeast(right, left) instanceof Verdict.Proved);
  }

  @Test
  void requirementsBecomePlainFacts() {
    Facts facts = where("H % 4 == 0");
    Requirement chain = new Requirement(dim("(H/2 - 3)/2"), dim("1"), "two layers");
    assertEquals("H % 4 == 0, H >= 12", facts.and(chain).toString());
    Requirement implied = new Requirement(dim("H"), dim("4"), "implied");
    assertEquals("H % 4 == 0", facts.and(implied).toString());
    Requirement relation = new Requirement(dim("H"), dim("W"), "crop");
    assertEquals("H % 4 == 0, H >= W", facts.and(relation).toString());
  }

  @Test
  void proposesTheRemainderOfAProduct() {
    assertEquals("H=1, W=1: 0, 1; where H*W % 6 == 0", line(equal("6*(H*W/6)", "H*W")));
    assertEquals("H=1, W=1: 3, 1; where (H + W) % 3 == 0", line(equal("H + (H + W) % 3", "H")));
  }

  @Test
  void proposesAFewSizesThatLieEquallyFarApart() {
    assertEquals("H=1: 2, 1; where H % 2 == 0, H <= 4", line(equal("2*ceil(H/3)", "H")));
  }

  @ParameterizedTest
  @ValueSource(strings = {">=", "=="})
  void symbolsThatManyFactsLinkAreProposedFor(String relation) {
    String[] chain = chain(relation, 10);
    assertProposed("H % 2 == 0", () -> equal("2*(H/2)*W", "H*W", chain));
  }

  @Test
  void sizesThatMeetTheClaimAreNoCounterexample() {
    Verdict verdict = equal("2*(H/2)*W", "H*W", chain(">", 8));
    assertFalse(verdict.isProved());
    if (verdict instanceof Verdict.Refuted refuted) {
      assertNotEquals(refuted.left(), refuted.right());
    }
  }

  @Test
  void claimsOnManySymbolsAreProposedFor() {
    String all = "A + B + C + D + E + F + G + H + I";
    assertProposed("(%s) %% 2 == 0".formatted(all), () -> equal("2*((%s)/2)".formatted(all), all));
    String halves = all.replaceAll("[A-I]", "2*($0/2)");
    String even = all.replaceAll("[A-I]", "$0 % 2 == 0").replace(" + ", ", ");
    assertProposed(even, () -> equal(halves, all));
  }

  private static void assertProposed(String facts, Supplier<Verdict> verdict) {
    String line = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> line(verdict.get()));
    assertTrue(line.endsWith("; where " + facts), line);
  }

  /** That two sizes relate to the first of some, and each of these to the next. */
  private static String[] chain(String relation, int symbols) {
    Stream<String> first = Stream.of("H >= S1", "W >= S1");
    Stream<String> others =
        IntStream.range(1, symbols).mapToObj(i -> "S%d %s S%d".formatted(i, relation, i + 1));
    return Stream.concat(first, others).toArray(String[]::new);
  }
}
