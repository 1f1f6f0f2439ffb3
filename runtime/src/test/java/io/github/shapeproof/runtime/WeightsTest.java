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
  void expressionsAreComputed() {
    Map<String, String> shapes = Map.of("wide/kernel", "C,4*C", "low/kernel", "3, T + 4,ceil(C/3)");
    Weights weights = Weights.random(shapes, Map.of("C", 8L, "T", 2L), 1);
    assertArrayEquals(new long[] {8, 32}, weights.get("wide/kernel").shape());
    assertArrayEquals(new long[] {3, 6, 3}, weights.get("low/kernel").shape());
  }

  @Test
  void aSizeThatIsMissingIsNamed() {
    assertEquals(
        "weight 'wide/kernel' is C,4*C, and no size is given for C", refused("C,4*C", Map.of()));
    assertEquals(
        "weight 'wide/kernel' is 3,(C + D)/2, and no size is given for D",
        refused("3,(C + D)/2", Map.of("C", 4L)));
  }

  @Test
  void aSizeBelowOneIsRefused() {
    assertEquals(
        "weight 'wide/kernel' is 8,C - 2*D, and C - 2*D is below 1: it is -1 with C = 5, D = 3",
        refused("8,C - 2*D", Map.of("C", 5L, "D", 3L)));
    assertEquals(
        "weight 'wide/kernel' is C, and C is below 1: it is 0 with C = 0",
        refused("C", Map.of("C", 0L)));
  }

  @Test
  void aSizeThatIsTooLargeIsRefused() {
    assertEquals(
        "weight 'wide/kernel' is 4*C, and 4*C is over 2^63 - 1 with C = 2305843009213693952",
        refused("4*C", Map.of("C", 1L << 61)));
    assertEquals(
        "weight 'wide/kernel' of [65536, 65536] has more than 2^31 - 1 elements",
        refused("C,C", Map.of("C", 1L << 16)));
  }

  @Test
  void whatIsNoSizeIsRefused() {
    assertEquals(
        "weight 'wide/kernel' is 3,2 C, and `2 C` is no size", refused("3,2 C", Map.of("C", 4L)));
  }

  private static String refused(String shape, Map<String, Long> sizes) {
    Map<String, String> shapes = Map.of("wide/kernel", shape);
    return assertThrows(IllegalArgumentException.class, () -> Weights.random(shapes, sizes, 1))
        .getMessage();
  }
}
