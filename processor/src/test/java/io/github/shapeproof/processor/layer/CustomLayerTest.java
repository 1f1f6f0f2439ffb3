package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of the user's own operations. */
final class CustomLayerTest {

  private static Models custom(String input, String signature) {
    return Models.model().input("x", input).layer("y", Custom.class, "value", signature);
  }

  private static Models custom(String a, String b, String signature) {
    return Models.model()
        .input("a", a)
        .input("b", b)
        .layer("y", Custom.class, "value", signature, "from", List.of("a", "b"));
  }

  private static String marked(Models model, String text) {
    Site.Range range = model.error().site().marks().get(0);
    return text.substring(range.start(), range.end());
  }

  @Test
  void symbolsAreLocal() {
    Models model = custom("B,2*H,W,64", "N,H,W,C -> N,H/2,W/2,2*C");
    assertEquals("B,H,W/2,128", model.result());
    assertEquals(List.of("Call(x) B,H,W/2,128"), CheckedSteps.of(model, "y").steps());
    assertEquals("W,H", custom("H,W", "W,H -> H,W").result());
  }

  @Test
  void severalInputsShareSymbols() {
    assertEquals("M,N,9", custom("M,K,4", "M,N,K", "A,K,C ; A,B,K -> A,B,2*C+1").result());
    assertEquals(
        "SP201 y.Custom.value `y` takes A,C, where C is 4, but `b` is N,8",
        custom("N,4", "N,8", "A,C ; A,C -> A").fault());
    assertEquals("C", marked(custom("N,4", "N,8", "A,C ; A,C -> A"), "A,C ; A,C -> A"));
  }

  @Test
  void linearExpressionsAreSolved() {
    assertEquals("N,32", custom("N,64", "N,2*C -> N,C").result());
    assertEquals("N,H", custom("N,2*H+1", "N,2*C + 1 -> N,C").result());
    assertEquals("N,H,W", custom("N,H*W,H,W", "N,A*B,A,B -> N,A,B").result());
    assertEquals("N,H/2", custom("N,H", "N,2*C -> N,C").where("H % 2 == 0").result());
    assertEquals(
        "SP201 y.Custom.value `y` takes N,2*C, but `x` is N,63",
        custom("N,63", "N,2*C -> N,C").fault());
    assertEquals(
        "SP201 y.Custom.value `y` takes N,2*C, but `x` is N,H",
        custom("N,H", "N,2*C -> N,C").fault());
    assertEquals(
        "SP310 y.Custom.value `y` would have C = 0", custom("N,5", "N,C+5 -> N,C").fault());
    assertEquals(List.of("H - 5 >= 1"), custom("N,H", "N,C+5 -> N,C").demands());
  }

  @Test
  void symbolsThatNothingDetermines() {
    assertEquals(
        "SP113 y.Custom.value `y` uses K, which no input determines",
        custom("N,8", "N,C -> N,K").fault());
    assertEquals("2*K", marked(custom("N,8", "N,C -> N,2*K"), "N,C -> N,2*K"));
    assertEquals(
        "SP113 y.Custom.value `y` uses H, which no input determines",
        custom("N,16", "N,H/2 -> N,H").fault());
  }

  @Test
  void numbersAreChecked() {
    assertEquals("N,10", custom("N,28,28,1", "N,28,28,1 -> N,10").result());
    assertEquals(
        "SP201 y.Custom.value `y` takes N,28,28,1, but `x` is N,30,28,1",
        custom("N,30,28,1", "N,28,28,1 -> N,10").fault());
    assertEquals("28", marked(custom("N,30,28,1", "N,28,28,1 -> N,10"), "N,28,28,1 -> N,10"));
  }

  @Test
  void wildcardsMatchAnything() {
    assertEquals("N,7", custom("N,H,W", "N,_,_ -> N,7").result());
    assertEquals(
        "SP112 y.Custom.value `y` must say every dimension of its result, so it can't hold _",
        custom("N,H", "N,_ -> N,_").fault());
  }

  @Test
  void leadingDimensionsGoThrough() {
    assertEquals("N,H,W,16", custom("N,H,W,8", "...,C -> ...,2*C").result());
    assertEquals("16", custom("8", "...,C -> ...,2*C").result());
    assertEquals("...,16", custom("...,8", "...,C -> ...,2*C").result());
    assertEquals("N,H,12", custom("N,H,8", "N,H,4", "...,C ; ...,D -> ...,C+D").result());
    assertEquals(
        "SP202 y.Custom.from[1] `y` has `...` for N,H of one input and for N,W of `b`",
        custom("N,H,8", "N,W,4", "...,C ; ...,D -> ...,C+D").fault());
    assertEquals(
        "SP203 y.Custom.from[1] `y` has `...` for N,H of one input and for N of `b`",
        custom("N,H,8", "N,4", "...,C ; ...,D -> ...,C+D").fault());
    assertEquals(
        "SP203 y.Custom.from[1] `y` has `...` for ... of one input and for ... of `b`; the ... of"
            + " two inputs may be different dimensions",
        custom("...,8", "...,4", "...,C ; ...,D -> ...,C+D").fault());
    assertEquals(
        "SP112 y.Custom.value `y` has `...` in its result, but in no input",
        custom("N,8", "N,C -> ...,C").fault());
    assertEquals(
        "SP203 y.Custom.value `y` takes N,C, but `x` is ...,8",
        custom("...,8", "N,C -> N").fault());
  }

  @Test
  void countsAndRanks() {
    assertEquals(
        "SP012 y.Custom `y` has one input, but @Custom takes 2 inputs",
        custom("N,8", "N,C ; N,C -> N").fault());
    assertEquals(
        "SP203 y.Custom.value `y` takes N,H,W,C, but `x` is N,8",
        custom("N,8", "N,H,W,C -> N").fault());
    assertEquals("", custom("", " -> ").result());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "N,C             | SP112 | N,C",
        "N,C -> N -> C   | SP112 | ->",
        "N,,C -> N       | SP102 | ,",
        "N,C -> N,C/0    | SP105 | 0",
        "N,...,C -> N    | SP107 | ...",
        "N,C -> N,C)     | SP103 | )",
      })
  void faultsInTheText(String signature, String code, String marked) {
    Models model = custom("N,8", signature);
    assertEquals(code, model.error().code().name());
    assertEquals(marked, marked(model, signature));
  }
}
