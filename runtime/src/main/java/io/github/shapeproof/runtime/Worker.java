package io.github.shapeproof.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The heap scratch of one thread of a session, reused from call to call. */
public final class Worker {
  private final List<@Nullable Row> rows = new ArrayList<>();
  private final List<int[]> numbers = new ArrayList<>();
  private final List<Ring> rings = new ArrayList<>();

  /** The rows of a slot, and arrays of the first of them: that of n rows at index n. */
  private record Ring(List<@Nullable Row> rows, List<Row[]> arrays) {}

  /**
   * Scratch whose content is undefined.
   *
   * @param slot of the operation's choice, counted from 0; one row for each slot
   */
  public Row row(int slot, DataType type, long capacity) {
    return row(rows, slot, type, capacity);
  }

  /**
   * As many rows, of this type and large enough, whose content is undefined; the array is the same
   * when as many are asked for again.
   *
   * @param slot numbered apart from the single rows
   */
  public Row[] ring(int slot, DataType type, int count, long capacity) {
    while (rings.size() <= slot) {
      rings.add(new Ring(new ArrayList<>(), new ArrayList<>()));
    }
    Ring ring = rings.get(slot);
    while (ring.arrays.size() <= count) {
      ring.arrays.add(new Row[ring.arrays.size()]);
    }
    Row[] result = ring.arrays.get(count);
    for (int i = 0; i < count; i++) {
      result[i] = row(ring.rows, i, type, capacity);
    }
    return result;
  }

  /**
   * As many numbers or more, all 0.
   *
   * @param slot of the operation's choice, counted from 0; one array for each slot
   */
  public int[] zeros(int slot, int count) {
    while (numbers.size() <= slot) {
      numbers.add(new int[0]);
    }
    if (numbers.get(slot).length < count) {
      numbers.set(slot, new int[count]);
    }
    int[] zeros = numbers.get(slot);
    Arrays.fill(zeros, 0);
    return zeros;
  }

  private static Row row(List<@Nullable Row> rows, int slot, DataType type, long capacity) {
    while (rows.size() <= slot) {
      rows.add(null);
    }
    Row row = rows.get(slot);
    if (row == null || row.type() != type || row.capacity() < capacity) {
      row = Row.create(type, Math.toIntExact(capacity));
      rows.set(slot, row);
    }
    return row;
  }
}
