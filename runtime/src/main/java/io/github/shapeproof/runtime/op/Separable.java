package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.Volume.DEPTH;
import static io.github.shapeproof.runtime.op.Volume.HEIGHT;
import static io.github.shapeproof.runtime.op.Volume.WIDTH;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Applies a sparse matrix to each spatial axis: the one mechanism of all pools and resizes.
 *
 * <p>An {@link ImagePass} does two axes at once; a third one takes a pass of its own.
 */
public abstract class Separable implements Operation {
  /** The rule of an axis that stays as it is. */
  private static final AxisRule SAME = Binning.AVERAGE;

  private final Layout layout;

  Separable(Layout layout) {
    this.layout = layout;
  }

  /** One for each spatial axis. */
  abstract AxisRule[] rules(int axes);

  @Override
  public final void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    AxisRule[] rules = rules(out.rank() - 2);
    if (!OneDnnAverage.isBetter(layout, in) || !average(plan, out, in, rules)) {
      plan(plan, layout, out, in, null, rules);
    }
  }

  @Override
  public final GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return define(layout, out, inputs[0], rules(out.rank() - 2));
  }

  /**
   * Defines a map of the spatial sizes of {@code out} and the other sizes of {@code in}.
   *
   * @param rules one for each spatial axis
   */
  static GraphTensor define(Layout layout, GraphShape out, GraphTensor in, AxisRule... rules) {
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    GraphTensor result = in;
    for (int i = 0; i < rules.length; i++) {
      int axis = first + i;
      Taps taps = rules[i].taps(in.shape().intSize(axis), out.intSize(axis));
      result = GraphTaps.apply(result, axis, taps);
    }
    return result;
  }

  private boolean average(Plan plan, Tensor out, Tensor in, AxisRule... rules) {
    Volume source = new Volume(in, layout);
    Volume target = new Volume(out, layout);
    Taps height = taps(plan, rules, HEIGHT, source, target);
    Taps width = taps(plan, rules, WIDTH, source, target);
    return OneDnnAverage.pool(plan, layout, height, width, in, out);
  }

  /** As {@link #plan}, with {@code finish} storing the rows of {@code out}. */
  final void plan(Plan plan, Tensor out, Tensor in, Finish finish) {
    plan(plan, layout, out, in, finish, rules(out.rank() - 2));
  }

  /** The rows of a tensor that a {@link Finish} of this reads or writes. */
  final Rows rows(Tensor tensor) {
    return new Rows(new Volume(tensor, layout), HEIGHT);
  }

  /** Of a mask as wide as {@code out}, repeated to its shape, but for channels at the end. */
  final Rows rowsOfMask(Tensor mask, Tensor out) {
    long[] shape = out.shape();
    int last = shape.length - 1;
    shape[last] = mask.size(last);
    return rows(mask.expand(shape));
  }

  private record Key(AxisRule rule, int in, int out) {
    Taps taps() {
      return rule.taps(in, out);
    }
  }

  private static Taps taps(Plan plan, AxisRule[] rules, int axis, Volume source, Volume target) {
    int index = axis - 3 + rules.length;
    AxisRule rule = index < 0 ? SAME : rules[index];
    return plan.memo(new Key(rule, source.size(axis), target.size(axis)), Key::taps);
  }

  /**
   * Computes {@code out} from {@code in}, both feature maps of the same rank.
   *
   * @param finish stores the result in place of {@code out}, if anything does
   * @param rules one for each spatial axis
   */
  static void plan(
      Plan plan, Layout layout, Tensor out, Tensor in, @Nullable Finish finish, AxisRule... rules) {
    Volume source = new Volume(in, layout);
    Volume target = new Volume(out, layout);
    Taps depth = taps(plan, rules, DEPTH, source, target);
    Taps height = taps(plan, rules, HEIGHT, source, target);
    Taps width = taps(plan, rules, WIDTH, source, target);
    if (depth.isIdentity(source.size(DEPTH))) {
      new ImagePass(plan, source, target, HEIGHT, height, width, finish).plan();
      return;
    }
    long[] between = in.shape();
    between[layout == Layout.CHANNELS_LAST ? 1 : 2] = target.size(DEPTH);
    Volume middle = new Volume(plan.scratch(OffHeap.MIDDLE, in.type(), between), layout);
    int size = source.size(WIDTH);
    Taps same = plan.memo(new Key(SAME, size, size), Key::taps);
    new ImagePass(plan, source, middle, DEPTH, depth, same, null).plan();
    new ImagePass(plan, middle, target, HEIGHT, height, width, finish).plan();
  }
}
