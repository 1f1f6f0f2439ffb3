package io.github.shapeproof.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The heap scratch of one thread of a session, reused from call to call. */
public final class Worker {
  private final List<@Nullable Row> rows = new ArrayList<>();
  private Row[] ring = {};

  /**
   * Scratch whose content is undefined.
   *
   * @param slot of the operation's choice, counted from 0; one row for each slot
   */
  public Row row(int slot, DataType type, long capacity) {
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

  /** As many rows, of this type and large enough, whose content is undefined. */
  public Row[] ring(DataType type, int count, long capacity) {
    boolean fits = ring.length == count && ring[0].type() == type && ring[0].capacity() >= capacity;
    if (!fits) {
      Row[] made = new Row[count];
      Arrays.setAll(made, i -> Row.create(type, Math.toIntExact(capacity)));
      ring = made;
    }
    return ring;
  }
}
