package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.GlobalAvgPool;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes in symbols that are not those meant. */
final class WrongSymbolsTest {
  private static final Models IMAGE = Models.model().input("x", "N,H,W,C");

  @Test
  void aFactorTooMany() {
    Models model =
        IMAGE
            .layer("b", Conv.class, "filtersOf", "4*C", "kernel", 1)
            .layer("r", Activation.class, "value", ActivationKind.RELU)
            .layer("out", Add.class, "from", List.of("x", "r"));
    assertEquals("use filtersOf = \"C\" in place of \"4*C\" on `b` (line 2)", helps(model).get(0));
  }

  @Test
  void anotherSymbol() {
    Models model =
        Models.model()
            .input("x", "N,H,W,E")
            .layer("pool", GlobalAvgPool.class, "keepDims", true)
            .layer("reduce", Conv.class, "filtersOf", "R", "kernel", 1)
            .layer("expand", Conv.class, "filtersOf", "R", "kernel", 1)
            .layer("gate", Activation.class, "value", ActivationKind.SIGMOID)
            .layer("out", Multiply.class, "from", List.of("x", "gate"));
    assertEquals(
        "use filtersOf = \"E\" in place of \"R\" on `expand` (line 4)", helps(model).get(0));
  }

  @Test
  void aSymbolThatNothingElseNames() {
    Models model =
        IMAGE
            .layer("a", Conv.class, "filtersOf", "2*D", "kernel", 1)
            .layer("b", Concat.class, "from", List.of("x", "a"))
            .shape("N,H,W,3*C");
    assertEquals(
        "use filtersOf = \"2*C\" in place of \"2*D\" on `a` (line 2)", helps(model).get(0));
  }

  @Test
  void aNumberForASymbol() {
    Models model =
        Models.model()
            .input("x", "N,T,C")
            .layer("wide", Dense.class, "unitsOf", "4*C")
            .layer("narrow", Dense.class, "units", 3072)
            .layer("out", Add.class, "from", List.of("x", "narrow"));
    assertEquals(
        "use unitsOf = \"C\" in place of units = 3072 on `narrow` (line 3)", helps(model).get(0));
  }

  @Test
  void whatAReshapeHas() {
    Models matrix =
        Models.model()
            .input("x", "B,K,F")
            .layer("g", Reshape.class, "value", "B,F*K")
            .layer("m", Dense.class, "unitsOf", "9*K")
            .layer("t", Reshape.class, "value", "B,K,K");
    assertEquals("use unitsOf = \"K*K\" in place of \"9*K\" on `m` (line 3)", helps(matrix).get(0));
    Models boxes =
        IMAGE
            .layer("conf", Conv.class, "filtersOf", "20*B", "kernel", 1)
            .layer("classes", Reshape.class, "value", "N,B*H*W,21");
    assertEquals(
        List.of(
            "use value = \"N,B*H*W,20\" in place of \"N,B*H*W,21\" on `classes` (line 3)",
            "use filtersOf = \"21*B\" in place of \"20*B\" on `conf` (line 2)"),
        helps(boxes));
  }

  @Test
  void aSizeOfARearrange() {
    Models model =
        Models.model()
            .input("x", "N,T,G*D")
            .layer("y", Rearrange.class, "value", "n t (g d) -> n g t d", "sizes", "g=D,d=D")
            .shape("N,G,T,D");
    assertEquals(
        "use sizes = \"g=G,d=D\" in place of \"g=D,d=D\" on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void unitsOfAReshape() {
    Models model =
        Models.model()
            .input("x", "N,K")
            .layer("d", Dense.class, "unitsOf", "K")
            .layer("y", Reshape.class, "value", "N,K,K");
    assertEquals("use unitsOf = \"K*K\" in place of \"K\" on `d` (line 2)", helps(model).get(0));
  }

  @Test
  void aFactorOfAReshapeForgotten() {
    Models model =
        IMAGE
            .layer("d", Conv.class, "filtersOf", "K", "kernel", 1)
            .layer("y", Reshape.class, "value", "N,A*H*W,K");
    assertTrue(
        helps(model).contains("use filtersOf = \"A*K\" in place of \"K\" on `d` (line 2)"),
        helps(model)::toString);
  }

  @Test
  void whatIsLeftBesideAnother() {
    Models model =
        IMAGE
            .layer("a", Conv.class, "filtersOf", "F", "kernel", 1)
            .layer("y", Concat.class, "from", List.of("x", "a"))
            .shape("N,H,W,F");
    model = model.where("F > C");
    assertEquals(
        "use filtersOf = \"F - C\" in place of \"F\" on `a` (line 2)", helps(model).get(0));
  }

  @Test
  void halfOfIt() {
    Models model = IMAGE.layer("a", Conv.class, "filtersOf", "C", "kernel", 1).shape("N,H,W,C/2");
    assertEquals("use filtersOf = \"C/2\" in place of \"C\" on `a` (line 2)", helps(model).get(0));
  }

  @Test
  void joinedInPlaceOfAdded() {
    Models model =
        IMAGE
            .layer("a", Conv.class, "filters", 32, "kernel", 1)
            .layer("y", Add.class, "from", List.of("x", "a"));
    assertTrue(
        helps(model)
            .contains("use @Concat(from = {\"x\", \"a\"}) in place of @Add on `y` (line 3)"),
        helps(model)::toString);
  }
}
