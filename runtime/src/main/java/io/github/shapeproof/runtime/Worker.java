package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Scratch.ThreadNumbers;
import io.github.shapeproof.runtime.Scratch.ThreadRing;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Scratch.ThreadSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The heap scratch of one thread of a session, reused from call to call. */
public final class Worker {
  private final @Nullable Row[] rows = new Row[ThreadRow.values().length];
  private final int[][] numbers = new int[ThreadNumbers.values().length][0];
  private final double[][] sums = new double[ThreadSums.values().length][0];
  private final Map<ThreadRing, Ring> rings = new EnumMap<>(ThreadRing.class);

  /** Rows, and arrays of the first of them: that of n rows at index n. */
  private static final class Ring {
    private @Nullable Row[] rows = {};
    private final List<Row[]> arrays = new ArrayList<>();
  }

  /** Scratch whose content is undefined. */
  public Row row(ThreadRow name, DataType type, long capacity) {
    return Row.reuse(rows, name.ordinal(), type, capacity);
  }

  /**
   * As many rows, of this type and large enough, whose content is undefined; the array is the same
   * when as many are asked for again.
   */
  public Row[] ring(ThreadRing name, DataType type, int count, long capacity) {
    Ring ring = rings.computeIfAbsent(name, n -> new Ring());
    if (ring.rows.length < count) {
      ring.rows = Arrays.copyOf(ring.rows, count);
    }
    while (ring.arrays.size() <= count) {
      ring.arrays.add(new Row[ring.arrays.size()]);
    }
    Row[] result = ring.arrays.get(count);
    for (int i = 0; i < count; i++) {
      result[i] = Row.reuse(ring.rows, i, type, capacity);
    }
    return result;
  }

  /** As many numbers or more, all 0. */
  public int[] zeros(ThreadNumbers name, int count) {
    if (numbers[name.ordinal()].length < count) {
      numbers[name.ordinal()] = new int[count];
    }
    int[] zeros = numbers[name.ordinal()];
    Arrays.fill(zeros, 0);
    return zeros;
  }

  /** As many sums or more, all 0. */
  public double[] sums(ThreadSums name, int count) {
    if (sums[name.ordinal()].length < count) {
      sums[name.ordinal()] = new double[count];
    }
    double[] zeros = sums[name.ordinal()];
    Arrays.fill(zeros, 0);
    return zeros;
  }
}
