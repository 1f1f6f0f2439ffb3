package io.github.shapeproof.processor.shape;

import static io.github.shapeproof.processor.shape.Texts.where;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void printsAndParses() {
    Shape shape = Shape.parse("N, H/2, W/2, 512");
    assertEquals("N,H/2,W/2,512", shape.toString());
    assertEquals("512", shape.last(0).toString());
    assertEquals("512*N*(H/2)*(W/2)", shape.product().toString());
    assertEquals("N,H/2,1,512", shape.with(2, Dim.of(1)).toString());
    assertEquals("...,512", Shape.parse("...,512").toString());
    assertFalse(Shape.parse("...,512").hasRank());
    assertThrows(IllegalStateException.class, () -> Shape.parse("...,512").rank());
    assertEquals("", Shape.parse("").toString());
    assertThrows(IllegalArgumentException.class, () -> Shape.parse("N,_"));
    assertThrows(IllegalArgumentException.class, () -> Shape.parse("N,"));
  }

  @Test
  void findsSwappedDimensions() {
    Shape shape = Shape.parse("N,H/2,W/2,C");
    assertEquals(Optional.of(new Shape.Swap(1, 2)), swap(shape, "N,W/2,H/2,C"));
    assertEquals(Optional.of(new Shape.Swap(0, 3)), swap(shape, "C,H/2,W/2,N"));
    assertEquals(Optional.empty(), swap(shape, "N,H/2,W/2,C"));
    assertEquals(Optional.empty(), swap(shape, "N,W,H,C"));
    assertEquals(Optional.empty(), swap(shape, "N,W/2,H/2"));
    assertEquals(
        Optional.of(new Shape.Swap(1, 2)),
        Shape.parse("N,H,W,3").swapFor(Shape.parse("N,W,2*(H/2),3"), where("H % 2 == 0")));
  }

  private static Optional<Shape.Swap> swap(Shape shape, String other) {
    return shape.swapFor(Shape.parse(other), Facts.none());
  }
}
