package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Concatenation along any axis. */
final class ConcatLayerTest {

  private static Models inputs(String a, String b) {
    return Models.model().input("a", a).input("b", b);
  }

  private static Models concat(String a, String b) {
    return inputs(a, b).layer("y", Concat.class, "from", List.of("a", "b"));
  }

  private static Models concat(String a, String b, int axis) {
    return inputs(a, b).layer("y", Concat.class, "from", List.of("a", "b"), "axis", axis);
  }

  private static int axis(Models model) {
    return ((Step.Join) CheckedSteps.of(model, "y").only()).axis();
  }

  @Test
  void channelsAreTheDefault() {
    assertEquals("N,19,19,1024", concat("N,19,19,512", "N,19,19,512").result());
    assertEquals("N,12,19,19", concat("N,8,19,19", "N,4,19,19").channelsFirst().result());
    assertEquals("N,12", concat("N,8", "N,4").channelsFirst().result());
    assertEquals("N,D,H,W,C + 4", concat("N,D,H,W,C", "N,D,H,W,4").result());
    assertEquals(3, axis(concat("N,19,19,512", "N,19,19,512")));
    assertEquals(1, axis(concat("N,8,19,19", "N,4,19,19").channelsFirst()));
  }

  @Test
  void axesCountFromBothEnds() {
    assertEquals("N,H + K,W,3", concat("N,H,W,3", "N,K,W,3", 1).result());
    assertEquals("N,H,L + W,3", concat("N,H,W,3", "N,H,L,3", -2).result());
    assertEquals(2, axis(concat("N,H,W,3", "N,H,L,3", -2)));
    assertEquals("2*N,H", concat("N,H", "N,H", 0).result());
  }

  @Test
  void axesOutOfRange() {
    assertEquals(
        "SP305 y.Concat.axis `y` has axis = 4, but `a` N,H,W,3 has the axes -4 to 3",
        concat("N,H,W,3", "N,H,W,3", 4).fault());
    assertEquals(
        "SP305 y.Concat.axis `y` has axis = -5, but `a` N,H,W,3 has the axes -4 to 3",
        concat("N,H,W,3", "N,H,W,3", -5).fault());
  }

  @Test
  void otherSizesAreEqual() {
    assertEquals(
        "SP202 y.Concat.from[1] `y` joins `a` N,19,19,512 and `b` N,4,4,512, which differ in the"
            + " height: 19 against 4",
        concat("N,19,19,512", "N,4,4,512").fault());
    assertEquals(
        "SP202 y.Concat.from[1] `y` joins `a` N,3,341,8 and `b` N,3,340,8, which differ in the"
            + " width: 341 against 340",
        concat("N,3,341,8", "N,3,340,8").fault());
    assertEquals(
        List.of("H = 3: 3 against 2"), concat("N,H,8,3", "N,2*(H/2),8,3").error().details());
    assertEquals("N,H,8,6", concat("N,H,8,3", "N,2*(H/2),8,3").where("H % 2 == 0").result());
    assertEquals(
        "SP203 y.Concat.from[1] `y` needs as many dimensions in all inputs, but `a` is N,8,3 and"
            + " `b` is N,3",
        concat("N,8,3", "N,3").fault());
  }

  @Test
  void unknownLeadingDimensions() {
    Models same = Models.model().input("a", "...,8");
    assertEquals("...,16", same.layer("y", Concat.class, "from", List.of("a", "a")).result());
    assertEquals(
        "...,16", same.layer("y", Concat.class, "from", List.of("a", "a"), "axis", -1).result());
    assertEquals(-1, axis(same.layer("y", Concat.class, "from", List.of("a", "a"))));
    assertEquals(
        "SP203 y.Concat.axis `y` has axis = 0, but of `a` ...,8 only the last dimension is known",
        same.layer("y", Concat.class, "from", List.of("a", "a"), "axis", 0).fault());
    assertEquals(
        "SP203 y.Concat.from[0] `y` needs to know the number of dimensions of `a`, which is ...,8",
        same.layer("y", Concat.class, "from", List.of("a", "a")).channelsFirst().fault());
    assertEquals(
        "SP203 y.Concat.from[1] `y` needs as many dimensions in all inputs, but `a` is ...,8 and"
            + " `b` is ...,8; the ... of two inputs may be different dimensions",
        concat("...,8", "...,8").fault());
  }

  @Test
  void oneInputIsItself() {
    Models one = Models.model().input("a", "N,8").layer("y", Concat.class, "from", List.of("a"));
    assertEquals("N,8", one.result());
  }
}
