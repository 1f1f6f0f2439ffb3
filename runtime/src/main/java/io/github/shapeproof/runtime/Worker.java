package io.github.shapeproof.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The heap scratch of one thread of a session, reused from call to call. */
public final class Worker {
  private final List<@Nullable Row> rows = new ArrayList<>();
  private final List<List<@Nullable Row>> rings = new ArrayList<>();

  /**
   * Scratch whose content is undefined.
   *
   * @param slot of the operation's choice, counted from 0; one row for each slot
   */
  public Row row(int slot, DataType type, long capacity) {
    return row(rows, slot, type, capacity);
  }

  /**
   * As many rows, of this type and large enough, whose content is undefined.
   *
   * @param slot numbered apart from the single rows
   */
  public Row[] ring(int slot, DataType type, int count, long capacity) {
    while (rings.size() <= slot) {
      rings.add(new ArrayList<>());
    }
    Row[] result = new Row[count];
    for (int i = 0; i < count; i++) {
      result[i] = row(rings.get(slot), i, type, capacity);
    }
    return result;
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
