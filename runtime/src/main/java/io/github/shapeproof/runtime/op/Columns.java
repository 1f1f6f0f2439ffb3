package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Applies taps along one axis of heap arrays: lines of columns, each of {@code inner} adjacent
 * elements.
 *
 * <p>Wide columns are combined one by one. Narrow ones are too short for a vector loop: there the
 * inputs of all columns of several lines are put in order first, one tap after another, and each
 * tap is then one long loop with a weight for each element.
 */
final class Columns {
  /** From here on a column is long enough for a loop of its own. */
  static final int WIDE = 64;

  /** Elements that are put in order at a time, unless a line has more. */
  private static final int BATCH = 4096;

  /** Runs shorter than this are gathered element by element. */
  private static final int SHORT_RUN = 4;

  /** The slot of {@link Worker#row} that no caller uses. */
  private static final int GATHERED = 3;

  /** What a gathered element costs, in elements of a vector loop. */
  private static final int GATHER_COST = 6;

  private final Taps taps;
  private final int inner;
  private final DataType type;
  private final int inLength;
  private final int outLength;
  private final int batch;
  private final Shift[] shifts;
  private final int[] withoutTaps;

  /**
   * @param inputs columns of a line
   * @param lines at most, of one call; more than {@link #batch} makes no difference
   */
  Columns(Taps taps, int inputs, int inner, int lines, DataType type) {
    this.taps = taps;
    this.inner = inner;
    this.type = type;
    this.inLength = Math.multiplyExact(inputs, inner);
    this.outLength = Math.multiplyExact(taps.outputs(), inner);
    this.batch = batch(lines, outLength);
    int most = IntStream.range(0, taps.outputs()).map(this::count).max().orElse(0);
    this.shifts = new Shift[isWide() ? 0 : Math.max(1, most)];
    for (int tap = 0; tap < shifts.length; tap++) {
      shifts[tap] = new Shift(tap);
    }
    this.withoutTaps =
        IntStream.range(0, taps.outputs()).filter(output -> count(output) == 0).toArray();
  }

  /** How many of some lines are put in order at a time. */
  static int batch(int lines, int outLength) {
    return Math.max(1, Math.min(lines, BATCH / outLength));
  }

  private boolean isWide() {
    return inner >= WIDE;
  }

  /** About how many steps of a vector loop a line takes. */
  long cost() {
    long cost = 0;
    for (Shift shift : shifts) {
      cost += (long) outLength * (shift.isScattered ? GATHER_COST : 2);
    }
    return isWide() ? (long) taps.count() * inner : cost;
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
      narrow(worker, to, at + line * outLength, from, base + line * inLength, count);
    }
  }

  /** Computes some columns of a line, where {@code base} is the place of the first input. */
  void part(Row to, int at, Row from, int base, int first, int end) {
    for (int x = first; x < end; ) {
      int run = Math.min(taps.run(x), end - x);
      if (run > 1) {
        int source = base + taps.index(taps.begin(x)) * inner;
        to.copy(at + (x - first) * inner, from, source, run * inner);
        x += run;
      } else {
        to.reduce(at + (x - first) * inner, from, base, inner, taps, x, inner);
        x++;
      }
    }
  }

  private void narrow(Worker worker, Row to, int at, Row from, int base, int lines) {
    int length = lines * outLength;
    shifts[0].gather(to, at, from, base, lines);
    if (!taps.isMaximum()) {
      shifts[0].weigh(to, at, length);
    }
    for (int tap = 1; tap < shifts.length; tap++) {
      Row gathered = worker.row(GATHERED, type, (long) batch * outLength);
      shifts[tap].gather(gathered, 0, from, base, lines);
      if (taps.isMaximum()) {
        to.max(at, gathered, 0, length);
      } else {
        to.addProduct(at, gathered, 0, shifts[tap].weights, 0, length);
      }
    }
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
    private final Row weights = Row.create(type, batch * outLength);
    private final boolean isUnweighted;

    /** Where runs of adjacent sources begin; {@code runsOfLines[n]} of them make n lines. */
    private final int[] runs;

    private final int[] runsOfLines = new int[batch + 1];
    private final boolean isScattered;

    Shift(int tap) {
      boolean ones = true;
      for (int output = 0; output < taps.outputs(); output++) {
        int last = taps.begin(output + 1) - 1;
        int mine = Math.min(taps.begin(output) + tap, last);
        boolean none = count(output) == 0;
        double weight = none ? 1 : taps.weight(mine);
        if (mine == last && !none) {
          weight /= shifts.length - (last - taps.begin(output));
        }
        ones &= weight == 1;
        set(output * inner, none ? 0 : taps.index(mine) * inner, weight);
      }
      this.isUnweighted = ones;
      int[] starts = new int[sources.length + 1];
      int count = 0;
      for (int element = 0; element < sources.length; element++) {
        if (element % outLength == 0 || sources[element] != sources[element - 1] + 1) {
          starts[count++] = element;
        }
        runsOfLines[element / outLength + 1] = count;
      }
      starts[count] = sources.length;
      this.runs = Arrays.copyOf(starts, count + 1);
      this.isScattered = count * SHORT_RUN > sources.length;
    }

    /** Sets a column of all lines. */
    private void set(int element, int source, double weight) {
      for (int line = 0; line < batch; line++) {
        for (int i = 0; i < inner; i++) {
          sources[line * outLength + element + i] = line * inLength + source + i;
          weights.set(line * outLength + element + i, weight);
        }
      }
    }

    void gather(Row to, int at, Row from, int base, int lines) {
      if (isScattered) {
        to.gather(at, from, base, sources, 0, lines * outLength);
        return;
      }
      for (int run = 0; run < runsOfLines[lines]; run++) {
        int begin = runs[run];
        to.copy(at + begin, from, base + sources[begin], runs[run + 1] - begin);
      }
    }

    void weigh(Row to, int at, int length) {
      if (!isUnweighted) {
        to.multiply(at, weights, 0, length);
      }
    }
  }
}
