package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
