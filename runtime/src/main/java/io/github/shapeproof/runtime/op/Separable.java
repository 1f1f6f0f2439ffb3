package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.Volume.DEPTH;
import static io.github.shapeproof.runtime.op.Volume.HEIGHT;
import static io.github.shapeproof.runtime.op.Volume.WIDTH;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Worker;

/**
 * Applies a sparse matrix to each spatial axis: the one mechanism of all pools and resizes.
 *
 * <p>A pass takes two axes, rows and columns of an image: it loads the few rows that a block of
 * output rows needs, and does both axes on the heap, in the order that is less work. A third axis
 * is a pass of its own.
 */
final class Separable {
  /** Elements of a block: several of these fit in the second level cache. */
  private static final int BLOCK = 16_384;

  /** What an element costs where neighbours along the axis are combined, not whole rows. */
  private static final int GATHER_COST = 6;

  private Separable() {}

  private record Key(AxisRule rule, int in, int out) {
    Taps taps() {
      return rule.taps(in, out);
    }
  }

  /**
   * Computes {@code out} from {@code in}, both feature maps of the same rank.
   *
   * @param rules one for each spatial axis
   */
  static void run(Session session, Layout layout, Tensor out, Tensor in, AxisRule... rules) {
    Volume source = new Volume(in, layout);
    Volume target = new Volume(out, layout);
    Taps[] taps = new Taps[3];
    for (int axis = 0; axis < 3; axis++) {
      int rule = axis - 3 + rules.length;
      AxisRule which = rule < 0 ? Binning.AVERAGE : rules[rule];
      taps[axis] = session.memo(new Key(which, source.size(axis), target.size(axis)), Key::taps);
    }
    if (taps[DEPTH].isIdentity(source.size(DEPTH))) {
      new Pass(session, source, target, HEIGHT, taps[HEIGHT], taps[WIDTH]).run();
      return;
    }
    Taps same =
        session.memo(new Key(Binning.AVERAGE, source.size(WIDTH), source.size(WIDTH)), Key::taps);
    long[] between = in.shape();
    int depth = layout == Layout.CHANNELS_LAST ? 1 : 2;
    between[depth] = target.size(DEPTH);
    Volume middle = new Volume(session.scratch(0, in.type(), between), layout);
    new Pass(session, source, middle, DEPTH, taps[DEPTH], same).run();
    new Pass(session, middle, target, HEIGHT, taps[HEIGHT], taps[WIDTH]).run();
  }

  /** Two axes: one of depth and height, and the width. */
  private static final class Pass {
    private final Session session;
    private final Volume in;
    private final Volume out;
    private final int vertical;
    private final int other;
    private final Taps rows;
    private final Taps columns;
    private final boolean sameColumns;
    private final int rowsPerBlock;
    private final int blocks;
    private final int[] first;
    private final int[] needed;
    private final boolean columnsFirst;

    Pass(Session session, Volume in, Volume out, int vertical, Taps rows, Taps columns) {
      this.session = session;
      this.in = in;
      this.out = out;
      this.vertical = vertical;
      this.other = vertical == HEIGHT ? DEPTH : HEIGHT;
      this.rows = rows;
      this.columns = columns;
      this.sameColumns = columns.isIdentity(in.size(WIDTH));
      int height = rows.outputs();
      long widest = Math.max(in.rowLength(), out.rowLength());
      this.rowsPerBlock = (int) Math.max(1, Math.min(height, BLOCK / widest));
      this.blocks = (height + rowsPerBlock - 1) / rowsPerBlock;
      this.first = new int[blocks];
      this.needed = new int[blocks];
      for (int block = 0; block < blocks; block++) {
        int from = rows.begin(block * rowsPerBlock);
        int to = rows.begin(end(block));
        int least = in.size(vertical);
        int most = -1;
        for (int tap = from; tap < to; tap++) {
          least = Math.min(least, rows.index(tap));
          most = Math.max(most, rows.index(tap));
        }
        first[block] = Math.min(least, most + 1);
        needed[block] = most + 1 - first[block];
      }
      this.columnsFirst = !sameColumns && costOfColumnsFirst() < costOfRowsFirst();
    }

    void run() {
      long images = in.planes() * in.size(other);
      long steps = Math.min(costOfRowsFirst(), costOfColumnsFirst()) / blocks;
      session.parallel(images * blocks, steps, this::run);
    }

    private void run(Worker worker, long from, long to) {
      for (long item = from; item < to; item++) {
        long image = item / blocks;
        long plane = image / in.size(other);
        long slab = image % in.size(other);
        int block = (int) (item % blocks);
        long source =
            in.plane(plane) + slab * in.stride(other) + first[block] * in.stride(vertical);
        long target =
            out.plane(plane)
                + slab * out.stride(other)
                + (long) block * rowsPerBlock * out.stride(vertical);
        block(worker, block, source, target);
      }
    }

    private void block(Worker worker, int block, long source, long target) {
      int width = in.rowLength();
      int outWidth = out.rowLength();
      int begin = block * rowsPerBlock;
      int count = end(block) - begin;
      int above = first[block];
      Row input = worker.row(0, in.tensor().type(), (long) needed[block] * width);
      Row result = worker.row(1, in.tensor().type(), (long) rowsPerBlock * outWidth);
      in.load(input, 0, source, vertical, needed[block]);
      if (columnsFirst) {
        Row middle = worker.row(2, in.tensor().type(), (long) needed[block] * outWidth);
        for (int row = 0; row < needed[block]; row++) {
          columns(middle, row * outWidth, input, row * width);
        }
        for (int row = 0; row < count; row++) {
          result.reduce(
              row * outWidth, middle, -above * outWidth, outWidth, rows, begin + row, outWidth);
        }
      } else {
        Row middle = sameColumns ? result : worker.row(2, in.tensor().type(), width);
        for (int row = 0; row < count; row++) {
          int at = sameColumns ? row * width : 0;
          middle.reduce(at, input, -above * width, width, rows, begin + row, width);
          if (!sameColumns) {
            columns(result, row * outWidth, middle, 0);
          }
        }
      }
      out.store(result, 0, target, vertical, count);
    }

    private void columns(Row to, int at, Row from, int base) {
      int inner = in.inner();
      if (inner == 1) {
        to.reduceAll(at, from, base, columns);
        return;
      }
      for (int x = 0; x < columns.outputs(); ) {
        int run = Math.max(1, columns.run(x));
        if (run > 1) {
          int first = columns.index(columns.begin(x));
          to.copy(at + x * inner, from, base + first * inner, run * inner);
        } else {
          to.reduce(at + x * inner, from, base, inner, columns, x, inner);
        }
        x += run;
      }
    }

    private int end(int block) {
      return Math.min(rows.outputs(), (block + 1) * rowsPerBlock);
    }

    private long costOfRowsFirst() {
      return (long) rows.count() * in.rowLength() + rows.outputs() * costOfColumns();
    }

    private long costOfColumnsFirst() {
      return in.size(vertical) * costOfColumns() + (long) rows.count() * out.rowLength();
    }

    private long costOfColumns() {
      if (sameColumns) {
        return 0;
      }
      return (long) columns.count() * in.inner() * (in.inner() == 1 ? GATHER_COST : 1);
    }
  }
}
