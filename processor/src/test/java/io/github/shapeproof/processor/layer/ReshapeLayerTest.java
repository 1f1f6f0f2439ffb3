package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dimensions that are inferred as quotients, with the help of facts. */
final class ReshapeLayerTest {

  private static Models reshape(String where, String input, String value) {
    Models model = Models.model().input("x", input).layer("y", Reshape.class, "value", value);
    return where.isEmpty() ? model : model.where(where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "H % 2 == 0               | N,H,W,3 | N,H/2,_,3                | N,H/2,2*W,3",
        "H % 2 == 0               | N,H,W,3 | N,ceil(H/2),_,3          | N,ceil(H/2),2*W,3",
        "H % 2 == 0               | N,H,H,3 | N,H/2,_,3                | N,H/2,2*H,3",
        "H == 2 * K               | N,H,3   | N,K,_                    | N,K,6",
        "K == H / 2, H % 2 == 0   | N,H,3   | N,K,_                    | N,K,6",
        "2*H == 3*K               | N,H,W   | N,K/2,_                  | N,K/2,3*W",
        "P == H*W                 | H,W,P   | H*H,_                    | H*H,W*W",
        "H % 4 == 0, W % 4 == 0   | N,H,W,3 | N,(H/4)*(W/4),_          | N,(H/4)*(W/4),48",
        "H % 4 == 0, W % 4 == 0   | N,H,W,3 | N,W/4,_                  | N,W/4,12*H",
        "S % 16 == 0              | N,S,S,3 | N,(S/16)*(S/16),_        | N,(S/16)*(S/16),768",
        "S % 2 == 0, S % 3 == 0   | N,S,3   | N,S/6,_                  | N,S/6,18",
        "H % 4 == 1               | N,H - 1 | N,(H - 1)/4,_            | N,(H - 1)/4,4",
        "(H + W) % 2 == 0         | H,W,H+W | H,W,(H+W)/2,_            | H,W,(H + W)/2,2",
        "H == W                   | N,H,C   | N,W,_                    | N,W,C",
        "H == 14                  | N,H,3   | N,H/2,_                  | N,H/2,6",
      })
  void dividesWhereFactsSaySo(String where, String input, String value, String result) {
    assertEquals(result, reshape(where, input, value).result());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "N,H/2,W,4   | N,ceil(H/2),W,4     | N,H*W,_       | N,H*W,4",
        "N,H/2,W/2,C | N,ceil(H/2),W/2,C   | N,H,_         | N,H,C*(W/2)",
        "N,H/4,W,4   | N,(H + 2)/4,W,4     | N,(H/2)*W,_   | N,W*(H/2),4",
        "N,H/3,W,2   | N,H - H/3,W,2       | N,H,_         | N,H,2*W",
        "N,H/2,W*W,4 | N,ceil(H/2),W*W,4   | N,_,H*W       | N,4*W,H*W",
      })
  void dividesWhatOnlyAProofJoins(String a, String b, String value, String result) {
    assertEquals(
        result,
        Models.model()
            .input("s", "H,W")
            .input("a", a)
            .input("b", b)
            .layer("x", Concat.class, "from", List.of("a", "b"), "axis", 1)
            .layer("y", Reshape.class, "value", value)
            .result());
  }

  @Test
  void factsOfTheDividendHelp() {
    assertEquals(
        "N,H/2,W/2",
        Models.model()
            .where("H % 2 == 0, W % 2 == 0")
            .input("s", "H,W")
            .input("x", "N,H*W/4")
            .layer("y", Reshape.class, "value", "N,_,W/2")
            .result());
  }

  @Test
  void splitsWhatOnlyAProofJoins() {
    assertEquals(
        "N,H,1,C",
        Models.model()
            .input("s", "H")
            .input("a", "N,H/2,C")
            .input("b", "N,ceil(H/2),C")
            .layer("x", Concat.class, "from", List.of("a", "b"), "axis", 1)
            .layer("y", Rearrange.class, "value", "n (h u) c -> n h u c", "sizes", "h=H")
            .result());
  }

  @Test
  void refusesWhatFactsDoNotMakeWhole() {
    for (String where : new String[] {"H >= 2", "H % 2 == 1", "H % 3 == 0", "W % 2 == 0"}) {
      assertEquals(
          "SP205 y.Reshape.value `y`: no whole number for _ in \"N,H/2,_,3\" makes it hold the"
              + " 3*H*N*W elements of `x` N,H,W,3",
          reshape(where, "N,H,W,3", "N,H/2,_,3").fault(),
          where);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "H >= 1     | N,W + 1,_ | H = 1, N = 1, W = 2: 8 is not a multiple of 3",
        "W >= 2     | N,W + 1,_ | H = 1, N = 1, W = 2: 8 is not a multiple of 3",
        "W % 2 == 1 | N,W + 2,_ | H = 1, N = 1, W = 1: 4 is not a multiple of 3",
        "H >= 1     | N,H/2,_   | H = 7, N = 1, W = 1: 28 is not a multiple of 3",
        "W == 2*H   | N,H + 1,_ | H = 2, N = 1, W = 4: 32 is not a multiple of 3",
      })
  void showsWhereNothingIsWhole(String where, String value, String line) {
    assertEquals(List.of(line), reshape(where, "N,H,W,4", value).error().details());
  }

  /** It is a whole number for every size allowed, and none of the language says which. */
  @Test
  void noSizeSaysAQuotientBySymbols() {
    assertEquals(
        "SP205 y.Reshape.value `y` needs 64*N divided by 2*D*N, which no size can say: divisors are"
            + " numbers",
        reshape("D <= 2", "N,64", "N,_,2*D").fault());
  }

  @Test
  void rearrangesLikewise() {
    assertEquals(
        "N,H/2,2",
        Models.model()
            .where("H % 2 == 0")
            .input("x", "N,H")
            .layer("y", Rearrange.class, "value", "n (h a) -> n h a", "sizes", "h=H/2")
            .result());
    assertEquals(
        "N,K,2",
        Models.model()
            .where("H == 2 * K")
            .input("x", "N,H")
            .layer("y", Rearrange.class, "value", "n (h a) -> n h a", "sizes", "h=K")
            .result());
  }

  @Test
  void solvesSignaturesLikewise() {
    assertEquals(
        "K,2",
        Models.model()
            .where("H == 2 * K")
            .input("x", "H,K")
            .layer("y", Custom.class, "value", "A*B,B -> B,A")
            .result());
  }
}
