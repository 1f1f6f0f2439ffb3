package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random weights of stated shapes. */
final class WeightsTest {

  @Test
  void symbolsTakeTheSizesGiven() {
    Map<String, String> shapes = Map.of("mixed/kernel", "3,3,C,64", "mixed/bias", "64");
    Weights weights = Weights.random(shapes, Map.of("C", 5L), 1);
    assertArrayEquals(new long[] {3, 3, 5, 64}, weights.get("mixed/kernel").shape());
    assertArrayEquals(new long[] {64}, weights.get("mixed/bias").shape());
    assertEquals(
        weights.get("mixed/kernel"),
        Weights.random(shapes, Map.of("C", 5L), 1).get("mixed/kernel"));
  }

  @Test
  void aSizeThatIsMissingIsNamed() {
    Map<String, String> shapes = Map.of("mixed/kernel", "3,3,2*C,64");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Weights.random(shapes, 1));
    assertEquals(
        "weight 'mixed/kernel' is 3,3,2*C,64, and no size is given for 2*C", refused.getMessage());
  }
}
