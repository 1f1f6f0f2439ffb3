package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.annotation.Dropout;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scalar's shape is the empty text, so that messages have a word for it. */
final class ScalarsTest {

  private static Models scalar() {
    return Models.model().input("x", "");
  }

  @Test
  void asDeclaredAndAsFound() {
    Models declared = scalar().layer("y", Dropout.class).shape(" 1 ");
    assertEquals("SP203 y.Shape.value `y` is declared 1 but is a scalar", declared.fault());
    assertEquals("a scalar", declared.error().evidence().get(0).shape());
    assertEquals(
        "SP203 y.Shape.value `y` is declared a scalar but is 1",
        Models.model().input("x", "1").layer("y", Dropout.class).shape(" ").fault());
  }

  @Test
  void asAnInput() {
    assertEquals(
        "SP205 y.Reshape.value `y`: \"2\" holds 2 elements, but `x` a scalar holds 1",
        scalar().layer("y", Reshape.class, "value", "2").fault());
    assertEquals(
        "SP203 y.Concat.from[0] `y` needs at least 1 dimension, but `x` is a scalar, which has 0",
        scalar().layer("y", Concat.class, "from", List.of("x", "x"), "axis", 0).fault());
    assertEquals(
        "`y` takes a scalar, but `x` is N",
        Models.model()
            .input("x", "N")
            .layer("y", Custom.class, "value", " -> 2")
            .error()
            .sentence());
  }
}
