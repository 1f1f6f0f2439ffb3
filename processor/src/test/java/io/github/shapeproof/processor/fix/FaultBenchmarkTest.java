package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Helps on spoiled networks; {@code -Dshapeproof.full} tries as many as the docs' figures. */
class FaultBenchmarkTest {
  private static final int FAULTS = System.getProperty("shapeproof.full") == null ? 60 : 500;

  @Test
  void helpsMendSpoiledNetworks() {
    FaultBenchmark benchmark = new FaultBenchmark(7).run(FAULTS);
    System.out.println(benchmark);
    benchmark.misses.forEach(System.out::println);
    assertEquals(FAULTS, benchmark.oneError, "faults with exactly one error");
    assertEquals(0, benchmark.brokenHelps, "helps that do not compile");
    assertEquals(FAULTS, benchmark.mended, "faults that their first help mends");
    assertTrue(benchmark.restored >= 0.90 * FAULTS, benchmark.toString());
  }
}
