package io.github.shapeproof.processor.shape;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Prints the processor time that it takes to judge U-Nets of depth 1 to 7 over two symbols, after
 * warm-up: refuted for any size, proved under a declared multiple, and proved where they pad.
 */
public final class UNetBenchmark {
  private static final int RUNS = 50;

  private UNetBenchmark() {}

  /** Prints the table; takes no arguments. */
  public static void main(String[] arguments) {
    System.out.println("depth  any size  declared multiple  padded   (ms, median of " + RUNS + ")");
    for (int depth = 1; depth <= 7; depth++) {
      int multiple = 1 << depth;
      Supplier<Facts> declared =
          () -> Facts.none().and(isMultiple("H", multiple)).and(isMultiple("W", multiple));
      System.out.printf(
          "%5d  %8.2f  %17.2f  %6.2f%n",
          depth,
          median(depth, 1, Facts::none),
          median(depth, 1, declared),
          median(depth, multiple, Facts::none));
    }
  }

  private static Fact isMultiple(String symbol, int multiple) {
    return Fact.of(Dim.symbol(symbol).mod(multiple), Relation.EQUAL, Dim.of(0));
  }

  /** The median time of judging each skip connection and the product of the output's sizes. */
  private static double median(int depth, int padTo, Supplier<Facts> fresh) {
    List<Long> times = new ArrayList<>();
    for (int run = 0; run < 3 * RUNS; run++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Facts facts = fresh.get();
      List<Dim> outputs = new ArrayList<>();
      for (String symbol : List.of("H", "W")) {
        Dim size = Dim.symbol(symbol).ceilDiv(padTo).times(padTo);
        List<Dim> levels = UNet.levels(size, depth);
        for (int level = depth - 1; level >= 0; level--) {
          facts.equal(UNet.up(levels, level), levels.get(level));
          facts.atLeast(levels.get(level), Dim.of(2));
        }
        facts.atLeast(size, Dim.symbol(symbol));
        outputs.add(levels.get(depth).times(1L << depth));
      }
      facts.equal(outputs.get(0).times(outputs.get(1)), Dim.symbol("H").times(Dim.symbol("W")));
      if (run >= 2 * RUNS) {
        times.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
      }
    }
    Collections.sort(times);
    return times.get(RUNS / 2) / 1e6;
  }
}
