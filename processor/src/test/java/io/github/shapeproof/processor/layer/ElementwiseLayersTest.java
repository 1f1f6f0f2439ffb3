package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Average;
import io.github.shapeproof.annotation.Maximum;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Subtract;
import io.github.shapeproof.processor.testing.Models;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Add and its siblings, which broadcast less than NumPy. */
final class ElementwiseLayersTest {

  private static Models add(String a, String b) {
    return of(Add.class, a, b);
  }

  private static Models of(Class<? extends Annotation> type, String a, String b) {
    return Models.model().input("a", a).input("b", b).layer("y", type, "from", List.of("a", "b"));
  }

  private static Step.Run step(Models model) {
    CheckedSteps steps = CheckedSteps.of(model, "y");
    return (Step.Run) steps.only();
  }

  @ParameterizedTest
  @ValueSource(classes = {Add.class, Subtract.class, Multiply.class, Maximum.class, Average.class})
  void equalShapesStay(Class<? extends Annotation> type) {
    Models model = of(type, "N,H,W,3", "N,H,W,3");
    assertEquals("N,H,W,3", model.result());
    assertEquals(type.getSimpleName(), step(model).operation());
    assertEquals(List.of(new Operand.Tensor("a"), new Operand.Tensor("b")), step(model).operands());
  }

  @Test
  void aLiteralOneIsRepeated() {
    assertEquals("N,H,W,3", add("N,H,W,3", "N,1,1,3").result());
    assertEquals("N,H,W,3", add("1,1,1,1", "N,H,W,3").result());
    assertEquals("8,1", add("8,1", "1,1").result());
    assertEquals("1,1", add("1,1", "1,1").result());
    assertEquals("", add("", "").result());
  }

  @Test
  void onlyAFullInputMayBeOverwritten() {
    assertTrue(step(add("N,H,W,3", "N,1,1,3")).inPlace());
    assertFalse(step(add("N,1,1,3", "N,H,W,3")).inPlace());
  }

  @Test
  void moreThanTwoInputs() {
    Models model =
        Models.model()
            .input("a", "N,1,3")
            .input("b", "N,H,3")
            .input("c", "1,1,3")
            .layer("y", Average.class, "from", List.of("a", "b", "c"));
    assertEquals("N,H,3", model.result());
  }

  @Test
  void sizesThatNeverBroadcast() {
    assertEquals(
        "SP202 y.Add.from[1] `y`: `a` is N,64,64,32 and `b` is N,64,64,16, which differ in the"
            + " channels: 32 against 16",
        add("N,64,64,32", "N,64,64,16").fault());
    assertEquals(
        "SP202 y.Add.from[1] `y`: `a` is N,H,W,3 and `b` is N,2*(H/2),W,3, which differ in the"
            + " height: H against 2*(H/2)",
        add("N,H,W,3", "N,2*(H/2),W,3").fault());
    assertEquals("N,H,W,3", add("N,H,W,3", "N,2*(H/2),W,3").where("H % 2 == 0").result());
  }

  @Test
  void theCounterexampleIsShown() {
    assertEquals(List.of("H = 3: 3 against 2"), add("N,H", "N,2*(H/2)").error().details());
  }

  @Test
  void silentBroadcastsAreRefused() {
    assertEquals(
        "SP206 y.Add.from[1] `y`: `a` 8,1 against `b` 8 would silently broadcast to 8,8; give both"
            + " as many dimensions",
        add("8,1", "8").fault());
    assertEquals(
        "SP206 y.Subtract.from[1] `y`: `a` 8,1 against `b` 1,8 would silently broadcast to 8,8;"
            + " neither has that shape",
        of(Subtract.class, "8,1", "1,8").fault());
    assertEquals(
        "SP206 y.Add.from[1] `y`: `a` N,H,W,3 against `b` 3 would silently broadcast to N,H,W,3;"
            + " give both as many dimensions",
        add("N,H,W,3", "3").fault());
  }

  @Test
  void otherRanksDoNotFit() {
    assertEquals(
        "SP203 y.Add.from[1] `y` needs as many dimensions in all inputs, but `a` is N,4,8 and `b`"
            + " is N,8",
        add("N,4,8", "N,8").fault());
  }

  @Test
  void leadingDimensionsMustBeTheSameOnes() {
    Models same =
        Models.model().input("a", "...,8").layer("y", Add.class, "from", List.of("a", "a"));
    assertEquals("...,8", same.result());
    assertEquals(
        "SP203 y.Add.from[1] `y` needs as many dimensions in all inputs, but `a` is ...,8 and `b`"
            + " is ...,8; the ... of two inputs may be different dimensions",
        add("...,8", "...,8").fault());
    assertEquals(
        "SP203 y.Add.from[1] `y` needs as many dimensions in all inputs, but `a` is ...,8 and `b`"
            + " is N,8",
        add("...,8", "N,8").fault());
  }

  @Test
  void inputsAreCounted() {
    Models one = Models.model().input("a", "N,8").layer("y", Add.class, "from", List.of("a"));
    assertEquals(
        "SP012 y.Add.from `y` has one input, but @Add takes at least 2 inputs", one.fault());
    Models three =
        Models.model().input("a", "N,8").layer("y", Subtract.class, "from", List.of("a", "a", "a"));
    assertEquals(
        "SP012 y.Subtract.from `y` has 3 inputs, but @Subtract takes 2 inputs", three.fault());
  }
}
