package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadNumbers;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Worker;
import java.util.Arrays;

/**
 * Copies elements whose order differs between source and target, as in a transposition.
 *
 * <p>Works on tiles that are made of runs of adjacent elements on both sides: a tile is loaded run
 * by run in the order of the source, put in the order of the target on the heap, and stored run by
 * run.
 */
final class Shuffle {
  /** Elements of a tile; two of them fit in the first level cache. */
  private static final int TILE = 4096;

  /** At first as many of the two innermost loops, so that runs are long on both sides. */
  private static final int SIDE = 64;

  private static final int TARGET = 0;
  private static final int SOURCE = 1;

  private final Nest nest;
  private final Tensor out;
  private final Tensor in;
  private final int loops;

  /** Loops from the outermost to the innermost one of the source; the nest has the target's. */
  private final int[] sourceOrder;

  private final int[] targetOrder;

  /** How far a tile reaches in each loop. */
  private final int[] extents;

  /** The two loops in which tiles reach farthest. */
  private final int columns;

  private final int rows;

  /**
   * @param nest loops over target and source, in the order of the target
   */
  Shuffle(Nest nest, Tensor out, Tensor in) {
    this.nest = nest;
    this.out = out;
    this.in = in;
    this.loops = nest.loops();
    long[] values = new long[loops];
    this.targetOrder = new int[loops];
    for (int loop = 0; loop < loops; loop++) {
      values[loop] = nest.stride(SOURCE, loop);
      targetOrder[loop] = loop;
    }
    this.sourceOrder = Nest.descending(values);
    this.extents = new int[loops];
    Arrays.fill(extents, 1);
    grow(loops - 1, SIDE);
    grow(sourceOrder[loops - 1], SIDE);
    for (int inner = loops - 1; inner >= 0; inner--) {
      grow(sourceOrder[inner], TILE);
      grow(targetOrder[inner], TILE);
    }
    for (int loop = 0; loop < loops; loop++) {
      values[loop] = extents[loop];
    }
    int[] byExtent = Nest.descending(values);
    this.columns = byExtent[0];
    this.rows = byExtent[1];
  }

  /** Lets tiles reach as far in a loop as there is room. */
  private void grow(int loop, int most) {
    int others = 1;
    for (int i = 0; i < loops; i++) {
      others *= i == loop ? 1 : extents[i];
    }
    long room = Math.min(most, TILE / others);
    extents[loop] = (int) Math.max(extents[loop], Math.min(nest.size(loop), room));
  }

  void plan(Plan plan) {
    long tiles = 1;
    for (int loop = 0; loop < loops; loop++) {
      tiles *= tilesOf(loop);
    }
    plan.loop(tiles, 2 * TILE, this::run);
  }

  private long tilesOf(int loop) {
    return (nest.size(loop) + extents[loop] - 1) / extents[loop];
  }

  private void run(Worker worker, long from, long to) {
    Row loaded = worker.row(ThreadRow.INPUT, out.type(), TILE);
    Row turned = worker.row(ThreadRow.RESULT, out.type(), TILE);
    int[] sizes = worker.zeros(ThreadNumbers.SIZES, loops);
    for (long tile = from; tile < to; tile++) {
      long source = 0;
      long target = 0;
      long rest = tile;
      for (int loop = loops - 1; loop >= 0; loop--) {
        long start = rest % tilesOf(loop) * extents[loop];
        rest /= tilesOf(loop);
        sizes[loop] = (int) Math.min(extents[loop], nest.size(loop) - start);
        source += start * nest.stride(SOURCE, loop);
        target += start * nest.stride(TARGET, loop);
      }
      transfer(worker, loaded, in, SOURCE, source, sizes, sourceOrder);
      turn(worker, turned, loaded, sizes);
      transfer(worker, turned, out, TARGET, target, sizes, targetOrder);
    }
  }

  /** Loads a tile or stores it, in runs as long as strides and sizes allow. */
  private void transfer(
      Worker worker, Row row, Tensor tensor, int side, long start, int[] sizes, int[] order) {
    int inner = loops - 1;
    int run = sizes[order[inner]];
    long step = nest.stride(side, order[inner]);
    long next = run * step;
    while (inner > 0
        && (sizes[order[inner - 1]] == 1 || nest.stride(side, order[inner - 1]) == next)) {
      run *= sizes[order[--inner]];
      next = run * step;
    }
    int count = 1;
    for (int i = 0; i < inner; i++) {
      count *= sizes[order[i]];
    }
    int[] index = worker.zeros(ThreadNumbers.INDEX, loops);
    long offset = start;
    for (int at = 0; at < count * run; at += run) {
      if (side == SOURCE) {
        row.load(at, tensor, offset, step, run);
      } else {
        row.store(at, tensor, offset, step, run);
      }
      for (int i = inner - 1; i >= 0; i--) {
        offset += nest.stride(side, order[i]);
        if (++index[i] < sizes[order[i]]) {
          break;
        }
        offset -= index[i] * nest.stride(side, order[i]);
        index[i] = 0;
      }
    }
  }

  /** Puts a tile from the order of the source in that of the target. */
  private void turn(Worker worker, Row to, Row from, int[] sizes) {
    int[] fromSteps = steps(worker.zeros(ThreadNumbers.SOURCE_STEPS, loops), sizes, sourceOrder);
    int[] toSteps = steps(worker.zeros(ThreadNumbers.TARGET_STEPS, loops), sizes, targetOrder);
    int[] index = worker.zeros(ThreadNumbers.INDEX, loops);
    int source = 0;
    int target = 0;
    int loop;
    do {
      to.arrange(
          target,
          toSteps[rows],
          toSteps[columns],
          from,
          source,
          fromSteps[rows],
          fromSteps[columns],
          sizes[rows],
          sizes[columns]);
      for (loop = loops - 1; loop >= 0; loop--) {
        if (loop == rows || loop == columns) {
          continue;
        }
        source += fromSteps[loop];
        target += toSteps[loop];
        if (++index[loop] < sizes[loop]) {
          break;
        }
        source -= index[loop] * fromSteps[loop];
        target -= index[loop] * toSteps[loop];
        index[loop] = 0;
      }
    } while (loop >= 0);
  }

  /** Sets the steps of each loop in a tile without gaps. */
  private int[] steps(int[] steps, int[] sizes, int[] order) {
    int step = 1;
    for (int i = loops - 1; i >= 0; i--) {
      steps[order[i]] = step;
      step *= sizes[order[i]];
    }
    return steps;
  }
}
