package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRing;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Enlarges an axis by a whole number, as the polyphase filters of signal processing do: but for the
 * edges, each output has the weights of the one {@code scale} outputs before, of inputs one place
 * further on. So {@code scale} long loops, each with the same weights at all places, compute all
 * outputs of several lines, and their results are put between each other.
 */
final class Phases {
  /** Elements of all rows of a loop: FLOATs of them fit in the first level cache. */
  private static final int CHUNK = 6_144;

  /** Shorter loops are not worth it. */
  private static final int SHORT = 64;

  /** Longer columns have loops of their own. */
  private static final int LONG = 1_024;

  private final Taps taps;
  private final int inputs;
  private final int inner;
  private final DataType type;
  private final int scale;

  /** The outputs that are not edges: {@code first <= x < end}. */
  private final int first;

  private final int end;

  /** Which inputs, counted from that of the first output's place, some phase reads. */
  private final boolean[] shifts;

  private Phases(Taps taps, int inputs, int inner, DataType type, int first, int end) {
    this.taps = taps;
    this.inputs = inputs;
    this.inner = inner;
    this.type = type;
    this.scale = taps.outputs() / inputs;
    this.first = first;
    this.end = end;
    this.shifts = new boolean[Math.max(taps.reach(), taps.last(first, first + scale) + 1)];
    for (int tap = taps.begin(first); tap < taps.begin(first + scale); tap++) {
      shifts[taps.index(tap)] = true;
    }
  }

  /**
   * The phases of these taps, or null where there are none or they are short.
   *
   * @param lines of one call
   */
  static @Nullable Phases of(Taps taps, int inputs, int inner, int lines, DataType type) {
    int scale = taps.outputs() / inputs;
    boolean isWhole = scale > 1 && scale * inputs == taps.outputs() && !taps.isMaximum();
    if (!isWhole || inner > LONG || (long) lines * inputs * inner < SHORT) {
      return null;
    }
    int first = 0;
    int end = 0;
    for (int x = 0, from = 0; x + scale < taps.outputs(); x++) {
      from = follows(taps, x, x + scale, type) ? from : x + 1;
      if (x + 1 - from > end - first) {
        first = from;
        end = x + 1;
      }
    }
    boolean areMost = 2 * (end - first + scale) > taps.outputs() && end > first;
    return areMost ? new Phases(taps, inputs, inner, type, first, end + scale) : null;
  }

  /** Whether the taps of two outputs are the same but for one place. */
  private static boolean follows(Taps taps, int one, int other, DataType type) {
    int shift = taps.begin(other) - taps.begin(one);
    boolean follows = taps.begin(other + 1) - taps.begin(one + 1) == shift;
    follows &= taps.begin(one) < taps.begin(one + 1);
    for (int tap = taps.begin(one); follows && tap < taps.begin(one + 1); tap++) {
      double weight = taps.weight(tap);
      double next = taps.weight(tap + shift);
      boolean same = type == DataType.FLOAT ? (float) weight == (float) next : weight == next;
      follows = same && taps.index(tap + shift) == taps.index(tap) + 1;
    }
    return follows;
  }

  /** Computes lines that follow each other without gaps, in both rows. */
  void apply(Worker worker, Row to, int at, Row from, int base, int lines) {
    int columns = Math.max(1, CHUNK / (1 + shifts.length) / inner);
    int capacity = Math.max(columns, lines) * inner;
    Row phase = worker.row(ThreadRow.AXIS_RESULT, type, capacity);
    Row[] shifted = worker.ring(ThreadRing.AXIS_INPUTS, type, shifts.length, capacity);
    // Results that straddle two lines are of no use, and lie where the edges will be.
    for (int place = 0; place < lines * inputs; place += columns) {
      int left = Math.min(columns, lines * inputs - place);
      for (int shift = 0; shift < shifts.length; shift++) {
        int inside = Math.min(left, lines * inputs - place - shift);
        if (shifts[shift] && inside > 0) {
          shifted[shift].copy(0, from, base + (place + shift) * inner, inside * inner);
        }
      }
      for (int x = first; x < first + scale; x++) {
        int places = ((lines - 1) * taps.outputs() + end - 1 - x) / scale + 1;
        int last = Math.max(0, Math.min(left, places - place));
        phase.reduce(shifted, taps, x, last * inner);
        int target = at + (x + place * scale) * inner;
        to.copyPieces(target, scale * inner, phase, 0, inner, inner, last);
      }
    }
    if (lines == 1) {
      to.reduce(at, from, base, inner, taps, 0, first);
      to.reduce(at + end * inner, from, base, inner, taps, end, taps.outputs());
      return;
    }
    for (int x = first == 0 ? end : 0; x < taps.outputs(); x = x + 1 == first ? end : x + 1) {
      edge(phase, shifted, to, at, from, base, lines, x);
    }
  }

  /** Computes an output of all lines. */
  private void edge(
      Row result, Row[] shifted, Row to, int at, Row from, int base, int lines, int x) {
    int lineTo = taps.outputs() * inner;
    int line = inputs * inner;
    if (taps.run(x) > 0) {
      int source = base + taps.index(taps.begin(x)) * inner;
      to.copyPieces(at + x * inner, lineTo, from, source, line, inner, lines);
      return;
    }
    for (int tap = taps.begin(x); tap < taps.begin(x + 1); tap++) {
      int source = base + taps.index(tap) * inner;
      Row one = shifted[taps.index(tap) % shifted.length];
      one.copyPieces(0, inner, from, source, line, inner, lines);
    }
    result.reduce(shifted, taps, x, lines * inner);
    to.copyPieces(at + x * inner, lineTo, result, 0, inner, inner, lines);
  }
}
