package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns in the notation of einops. */
final class RearrangeLayerTest {

  private static Models rearrange(String input, String pattern) {
    return Models.model().input("x", input).layer("y", Rearrange.class, "value", pattern);
  }

  private static Models rearrange(String input, String pattern, String sizes) {
    return Models.model()
        .input("x", input)
        .layer("y", Rearrange.class, "value", pattern, "sizes", sizes);
  }

  /** The underlined part of the pattern or of the sizes. */
  private static String marked(Models model, String text) {
    Site.Range range = model.error().site().marks().get(0);
    return text.substring(range.start(), range.end());
  }

  @Test
  void joins() {
    Models model = rearrange("N,7,7,512", "n h w c -> n (h w) c");
    assertEquals("N,49,512", model.result());
    assertEquals(List.of("View(x) N,49,512"), CheckedSteps.of(model, "y").steps());
  }

  @Test
  void reorders() {
    Models model = rearrange("N,H,W,C", "n h w c -> n c h w");
    assertEquals("N,C,H,W", model.result());
    assertEquals(
        List.of("View(x) N,H,W,C", "Transpose(#0) N,C,H,W", "View(#1) N,C,H,W"),
        CheckedSteps.of(model, "y").steps());
    Step.Run transpose = (Step.Run) CheckedSteps.of(model, "y").inference().steps().get(1);
    assertEquals(List.of(List.of(0, 3, 1, 2)), transpose.arguments());
  }

  @Test
  void splitsWithOneSizeInferred() {
    assertEquals(
        "N,4,4,36", rearrange("N,8,8,9", "n (h a) (w b) c -> n h w (a b c)", "a=2, b=2").result());
    assertEquals("N,7,7,512", rearrange("N,49,512", "n (h w) c -> n h w c", "h=7,w=7").result());
    assertEquals("N,7,W,512", rearrange("N,7*W,512", "n (h w) c -> n h w c", "h=7").result());
    assertEquals("N,H,W,H,W", rearrange("N,H*W,H,W", "n (h w) a b -> n h w a b", "h=H").result());
    assertEquals(
        "N,H/2,2", rearrange("N,H", "n (h a) -> n h a", "a=2").where("H % 2 == 0").result());
  }

  @Test
  void onesComeAndGo() {
    assertEquals("N,1,H,1", rearrange("1,N,H", "1 n h -> n 1 h 1").result());
    assertEquals("N,1", rearrange("N,1", "n () -> n 1").result());
    assertEquals("6", rearrange("1,6", "1 (n) -> n").result());
    assertEquals(
        "SP205 y.Rearrange.value `y` has 1 where the dimension is 3",
        rearrange("3,N", "1 n -> n").fault());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "n h w c -> n (h w c  | (   | opens a group that is not closed",
        "n h w c -> n h w) c  | )   | closes a group that was not opened",
        "n h w c -> n ((h w) c) | ( | opens a group within a group",
        "n h w c -> n h w     | c   | has c on one side only; put it on the right too",
        "n h w c -> n h w c d | d   | has d on one side only; put it on the left too",
        "n h h c -> n h c     | h   | has h twice on one side",
        "n h w c -> n h w 3   | 3   | has the size 3; give it a name, and its size in sizes",
        "n ... c -> c n       | ... | has `...` on one side only; put it on the right too",
        "n h w c -> n ... c h w | ... | has `...` on one side only; put it on the left too",
        "n ... ... c -> n ... c | ... | has `...` twice on one side",
        "n ... c -> n ... (... c) | ... | has `...` twice on one side",
        "n (... w) c -> n ... w c | (... w) | has `...` in a group on the left, where it stands for whole dimensions",
        "n .. c -> n c        | .   | has ., which is neither a name nor a group",
        "n h w c -> n h w $c  | $   | has $, which is neither a name nor a group",
        "n h w c -> n -> c    | ->  | has a second arrow",
      })
  void faultsInThePattern(String pattern, String marked, String sentence) {
    Models model = rearrange("N,H,W,C", pattern);
    assertEquals("SP112 y.Rearrange.value `y` " + sentence, model.fault());
    assertEquals(marked, marked(model, pattern));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "N,5,C   | n ... c -> n (...) c     | N,5,C",
        "N,5,7,C | n ... c -> n (...) c     | N,35,C",
        "N,C     | n ... c -> n (...) c     | N,1,C",
        "N,C     | n ... c -> c ... n       | C,N",
        "N,5,7,C | n ... c -> c ... n       | C,5,7,N",
        "N,5,7,C | ... c -> c ...           | C,N,5,7",
        "N,5,7,C | n ... -> ... n           | 5,7,C,N",
        "N,5,7,C | n ... -> n (...)         | N,35*C",
        "N,5,7,C | ... -> (...)             | 35*C*N",
        "N,5,7,C | n ... c -> n (c ...)     | N,35*C",
        "N,5,7,C | n ... c -> (... n) 1 c   | 35*N,1,C",
        "N,5,8   | n ... (g c) -> g n (... c) | 2,N,20",
        "N       | ... n -> ... n           | N",
      })
  void anEllipsisIsTheOtherDimensions(String input, String pattern, String result) {
    String sizes = pattern.contains("g") ? "g=2" : "";
    assertEquals(result, rearrange(input, pattern, sizes).result());
  }

  @Test
  void anEllipsisOfAScalarIsNothing() {
    assertEquals("", rearrange("", "... -> ...").result());
    assertEquals("1", rearrange("", "... -> (...)").result());
  }

  @Test
  void anEllipsisMovesItsDimensionsInOrder() {
    Models model = rearrange("N,5,7,C", "n ... c -> c n ...");
    Step.Run transpose = (Step.Run) CheckedSteps.of(model, "y").inference().steps().get(1);
    assertEquals(List.of(List.of(3, 0, 1, 2)), transpose.arguments());
  }

  @Test
  void anArrowIsNeeded() {
    assertEquals(
        "SP112 y.Rearrange.value `y` needs an arrow, as in \"inputs -> result\"",
        rearrange("N,H", "n h").fault());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a      | a       | has \"a\" in sizes, which is not name=size",
        "k=2    | k       | has a size for \"k\", which is no name of its pattern",
        "a=0    | 0       | has a = 0, which must be at least 1",
        "a=2,a=2| a=2     | has two sizes for a",
      })
  void faultsInTheSizes(String sizes, String marked, String sentence) {
    Models model = rearrange("N,8", "n (h a) -> n h a", sizes);
    assertEquals("SP112 y.Rearrange.sizes `y` " + sentence, model.fault());
    assertEquals(marked, marked(model, sizes));
  }

  @Test
  void sizesAreAtLeastOne() {
    Models model = rearrange("N,H*H - 8*H + 16", "n (h a) -> n (a h)", "h=4 - H").input("z", "N,H");
    assertEquals(List.of("H*H - 8*H + 16 >= 1", "4 - H >= 1"), model.demands());
    assertEquals(
        "SP310 y.Rearrange.sizes `y` would have h = -H",
        rearrange("N,H*H", "n (h a) -> n (a h)", "h=-H").fault());
  }

  @Test
  void anEllipsisHasNoSize() {
    for (String name : List.of("...", "...0")) {
      assertEquals(
          "SP112 y.Rearrange.sizes `y` has a size for \"%s\", which is no name of its pattern"
              .formatted(name),
          rearrange("N,8", "n ... -> n ...", name + "=8").fault());
    }
  }

  @Test
  void sizesThatDoNotDivide() {
    Models model = rearrange("N,30", "n (h a) -> n h a", "a=7");
    assertEquals(
        "SP205 y.Rearrange.value `y`: no whole h makes (h a) a dimension of 30, which 7 does not divide",
        model.fault());
    assertEquals(
        List.of("H = 1: 1 is not a multiple of 2"),
        rearrange("N,H,3", "n (h a) c -> n h a c", "a=2").error().details());
    assertEquals("(h a)", marked(model, "n (h a) -> n h a"));
    assertEquals(
        "SP205 y.Rearrange.value `y`: (h a) is 6, but the dimension is 8",
        rearrange("N,8", "n (h a) -> n h a", "h=2,a=3").fault());
    assertEquals(
        "SP112 y.Rearrange.value `y` can't infer both h and a from one dimension of 8; give one in"
            + " sizes",
        rearrange("N,8", "n (h a) -> n h a").fault());
    assertEquals("SP102", rearrange("N,8", "n (h a) -> n h a", "a=").error().code().name());
  }

  @Test
  void ranks() {
    assertEquals(
        "SP203 y.Rearrange.value `y` takes 4 dimensions, but `x` is N,H,W, which has 3",
        rearrange("N,H,W", "n h w c -> n c h w").fault());
    assertEquals(
        "SP203 y.Rearrange.value `y` takes at least 2 dimensions, but `x` is N, which has 1",
        rearrange("N", "n ... c -> n c ...").fault());
    assertEquals(
        "SP203 y.Rearrange `y` needs to know the number of dimensions of `x`, which is ...,8",
        rearrange("...,8", "... c -> c ...").fault());
    assertEquals(
        "SP203 y.Rearrange `y` needs to know the number of dimensions of `x`, which is ...,8",
        rearrange("...,8", "n c -> c n").fault());
  }
}
