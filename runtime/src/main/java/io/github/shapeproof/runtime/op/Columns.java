package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Applies taps along one axis of heap arrays: lines of columns, each of {@code inner} adjacent
 * elements.
 *
 * <p>An axis that grows by a whole number is done in {@link Phases}. Otherwise wide columns are
 * combined one by one. Narrow ones are too short for a vector loop, and windows that move by one
 * column allow a longer one: there the inputs of all columns of several lines are put in order
 * first, one tap after another, and each tap is then one long loop with a weight for each element.
 * Where that would be many taps or much memory, narrow columns are combined as wide ones are.
 */
final class Columns implements Plan.Table {
  /** From here on a column is long enough for a loop of its own. */
  static final int WIDE = 96;

  /** From here on nothing is gained by a loop over several columns. */
  private static final int VERY_WIDE = 128;

  /** Of narrow columns, what all taps of several lines may take: 16 MB. */
  private static final long MOST_ELEMENTS = 1 << 22;

  /** So many columns with adjacent inputs are worth one loop. */
  private static final int LONG_RUN = 8;

  /** Elements of the lines that are put in order at a time, unless a line has more. */
  private static final int BATCH = 4096;

  /** Elements that are put in order for one tap before the next. */
  private static final int CHUNK = 1024;

  /** Runs shorter than this are gathered element by element. */
  private static final int SHORT_RUN = 4;

  /** What a gathered element costs, in elements of a vector loop. */
  private static final int GATHER_COST = 6;

  private final Taps taps;
  private final int inner;
  private final DataType type;
  private final int inLength;
  private final int outLength;
  private final int batch;

  private final @Nullable Phases phases;

  /** For each tap of narrow columns whether it is gathered element by element. */
  private final boolean[] scattered;

  /** Made when they are needed first; only the cost is asked of many. */
  private Shift[] shifts = {};

  private final int[] withoutTaps;

  /**
   * @param inputs columns of a line
   * @param lines at most, of one call; more than {@link #batch} makes no difference
   */
  Columns(Taps taps, int inputs, int inner, int lines, DataType type) {
    this.taps = taps;
    this.inner = inner;
    this.type = type;
    this.inLength = length(inputs, inner);
    this.outLength = length(taps.outputs(), inner);
    this.batch = batch(lines, outLength);
    int most = IntStream.range(0, taps.outputs()).map(this::count).max().orElse(0);
    this.phases = Phases.of(taps, inputs, inner, batch, type);
    boolean isNarrow =
        phases == null
            && most <= Row.FEW
            && elements(most) <= MOST_ELEMENTS
            && (inner < WIDE || (inner < VERY_WIDE && movesByOne()));
    this.scattered = new boolean[isNarrow ? Math.max(1, most) : 0];
    for (int tap = 0; tap < scattered.length; tap++) {
      scattered[tap] = (long) runs(tap) * SHORT_RUN > (long) taps.outputs() * inner;
    }
    this.withoutTaps =
        IntStream.range(0, taps.outputs()).filter(output -> count(output) == 0).toArray();
  }

  /** The elements of a line; of one too long for any row only {@link #part parts} are computed. */
  static int length(int columns, int inner) {
    return (int) Math.min(Integer.MAX_VALUE, (long) columns * inner);
  }

  @Override
  public long elements() {
    return elements(scattered.length);
  }

  private long elements(int shifts) {
    return 2L * shifts * batch * outLength;
  }

  /** How many of some lines are put in order at a time. */
  static int batch(int lines, int outLength) {
    return Math.max(1, Math.min(lines, BATCH / outLength));
  }

  /** Makes what {@link #apply} needs, before several threads call it. */
  Columns ready() {
    if (shifts.length < scattered.length) {
      Shift[] made = new Shift[scattered.length];
      for (int tap = 0; tap < made.length; tap++) {
        made[tap] = new Shift(tap);
      }
      shifts = made;
    }
    return this;
  }

  /** Whether all but the edges are {@link Phases}. */
  boolean arePhases() {
    return phases != null;
  }

  /** Whether columns are combined one by one. */
  private boolean isWide() {
    return phases == null && scattered.length == 0;
  }

  /** How many runs of adjacent inputs a tap of all columns of a line has. */
  private int runs(int tap) {
    int runs = 0;
    int last = -2;
    for (int output = 0; output < taps.outputs(); output++) {
      int mine = Math.min(taps.begin(output) + tap, taps.begin(output + 1) - 1);
      int input = count(output) == 0 ? 0 : taps.index(mine);
      runs += input == last + 1 ? 0 : 1;
      last = input;
    }
    return runs;
  }

  /** Whether the taps of most columns are those of the one before, moved by one. */
  private boolean movesByOne() {
    int breaks = 1;
    for (int x = 1; x < taps.outputs(); x++) {
      boolean follows = count(x) == count(x - 1);
      for (int tap = 0; follows && tap < count(x); tap++) {
        follows = taps.index(taps.begin(x) + tap) == taps.index(taps.begin(x - 1) + tap) + 1;
      }
      breaks += follows ? 0 : 1;
    }
    return taps.count() > taps.outputs() && breaks * LONG_RUN <= taps.outputs();
  }

  /** About how many steps of a vector loop a line takes. */
  long cost() {
    if (phases != null) {
      // Single elements are put in place one by one, others are copied.
      return (inner == 1 ? GATHER_COST : 2L) * outLength;
    }
    long cost = 0;
    for (boolean isScattered : scattered) {
      cost += (long) outLength * (isScattered ? GATHER_COST : 2);
    }
    return isWide() ? (long) taps.count() * Math.max(inner, WIDE) : cost;
  }

  /** Computes lines that follow each other without gaps, in both rows. */
  void apply(Worker worker, Row to, int at, Row from, int base, int lines) {
    if (isWide()) {
      for (int line = 0; line < lines; line++) {
        part(to, at + line * outLength, from, base + line * inLength, 0, taps.outputs());
      }
      return;
    }
    for (int line = 0; line < lines; line += batch) {
      int count = Math.min(batch, lines - line);
      int target = at + line * outLength;
      int source = base + line * inLength;
      if (phases != null) {
        phases.apply(worker, to, target, from, source, count);
      } else {
        narrow(worker, to, target, from, source, count);
      }
    }
  }

  /** Computes some columns of a line, where {@code base} is the place of the first input. */
  private void part(Row to, int at, Row from, int base, int first, int end) {
    to.reduce(at, from, base, inner, taps, first, end);
  }

  private void narrow(Worker worker, Row to, int at, Row from, int base, int lines) {
    int length = lines * outLength;
    // Sums, inputs and weights have one index: then the compiler makes vector loops.
    Row total = worker.row(ThreadRow.AXIS_RESULT, type, (long) batch * outLength);
    Row gathered = worker.row(ThreadRow.AXIS_INPUT, type, (long) batch * outLength);
    for (int start = 0; start < length; start += CHUNK) {
      int count = Math.min(CHUNK, length - start);
      shifts[0].gather(total, from, base, start, count);
      if (!taps.isMaximum()) {
        shifts[0].weigh(total, start, count);
      }
      for (int tap = 1; tap < shifts.length; tap++) {
        shifts[tap].gather(gathered, from, base, start, count);
        if (taps.isMaximum()) {
          total.max(start, gathered, start, count);
        } else {
          total.addProduct(start, gathered, start, shifts[tap].weights, start, count);
        }
      }
    }
    to.copy(at, total, 0, length);
    for (int output : withoutTaps) {
      for (int line = 0; line < lines; line++) {
        to.fill(at + line * outLength + output * inner, inner, taps.ofNothing());
      }
    }
  }

  private int count(int output) {
    return taps.begin(output + 1) - taps.begin(output);
  }

  /**
   * One tap of every column of a batch of lines.
   *
   * <p>Columns with fewer taps than others repeat their last one, with its weight shared out
   * evenly.
   */
  private final class Shift {
    private final int[] sources = new int[batch * outLength];

    /** Of a maximum there are none. */
    private final Row weights;

    private final boolean isUnweighted;

    /** Where runs of adjacent sources begin; a chunk begins one as well. */
    private final int[] runs;

    /** The first run of each chunk. */
    private final int[] runsOfChunks = new int[sources.length / CHUNK + 1];

    private final boolean isScattered;

    Shift(int tap) {
      this.weights = Row.create(type, taps.isMaximum() ? 0 : batch * outLength);
      boolean ones = true;
      for (int output = 0; output < taps.outputs(); output++) {
        int last = taps.begin(output + 1) - 1;
        int mine = Math.min(taps.begin(output) + tap, last);
        boolean none = count(output) == 0;
        double weight = none ? 1 : taps.weight(mine);
        if (mine == last && !none) {
          weight /= scattered.length - (last - taps.begin(output));
        }
        ones &= weight == 1;
        set(output * inner, none ? 0 : taps.index(mine) * inner, weight);
      }
      this.isUnweighted = ones;
      int[] starts = new int[sources.length + 1];
      int count = 0;
      for (int element = 0; element < sources.length; element++) {
        if (element % CHUNK == 0) {
          runsOfChunks[element / CHUNK] = count;
        }
        if (element % CHUNK == 0 || sources[element] != sources[element - 1] + 1) {
          starts[count++] = element;
        }
      }
      starts[count] = sources.length;
      this.runs = Arrays.copyOf(starts, count + 1);
      this.isScattered = scattered[tap];
    }

    /** Sets a column of all lines. */
    private void set(int element, int source, double weight) {
      for (int line = 0; line < batch; line++) {
        for (int i = 0; i < inner; i++) {
          sources[line * outLength + element + i] = line * inLength + source + i;
          if (!taps.isMaximum()) {
            weights.set(line * outLength + element + i, weight);
          }
        }
      }
    }

    /** Puts the inputs of {@code count} elements from {@code start} on in order. */
    void gather(Row to, Row from, int base, int start, int count) {
      if (isScattered) {
        to.gather(start, from, base, sources, start, count);
        return;
      }
      int end = start + count;
      for (int run = runsOfChunks[start / CHUNK]; runs[run] < end; run++) {
        int begin = runs[run];
        to.copy(begin, from, base + sources[begin], Math.min(runs[run + 1], end) - begin);
      }
    }

    void weigh(Row to, int start, int count) {
      if (!isUnweighted) {
        to.multiply(start, weights, start, count);
      }
    }
  }
}
