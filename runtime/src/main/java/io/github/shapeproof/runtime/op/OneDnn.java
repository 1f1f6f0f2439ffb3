package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J's own convolution where it was built with oneDNN, as the classifiers {@code …-onednn} of
 * {@code nd4j-native} are: on large feature maps much faster than a product of matrices.
 */
final class OneDnn {
  private static final boolean IS_PRESENT = wasBuiltIn();

  /** Products from which on a call of an ND4J operation is worth what it costs. */
  private static final long LARGE = 1L << 19;

  /** Products for each element, below which reordering channels-first maps takes longest. */
  private static final long DENSE = 32;

  private OneDnn() {}

  static boolean isPresent() {
    return IS_PRESENT;
  }

  private static boolean wasBuiltIn() {
    try {
      String build = NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo();
      return build != null && build.contains("HAVE_ONEDNN");
    } catch (LinkageError | RuntimeException otherBackend) {
      return false;
    }
  }

  /** Whether {@link #convolve} would gain something. */
  static boolean isBetter(Layout layout, Window window, Tensor x, Tensor kernel, Tensor out) {
    if (!IS_PRESENT) {
      return false;
    }
    long products = kernel.length() * (out.length() / kernel.size(kernel.rank() - 1));
    boolean isDense = products >= DENSE * (x.length() + out.length());
    return products >= LARGE
        && (isDense || layout == Layout.CHANNELS_LAST)
        && canConvolve(layout, window, x, kernel, out);
  }

  /**
   * Whether ND4J's operation knows a convolution without groups, exactly as it is wanted. With a
   * dilation it fails ("could not create a descriptor").
   */
  static boolean canConvolve(Layout layout, Window window, Tensor x, Tensor kernel, Tensor out) {
    if (window.axes() != 2
        || Arrays.stream(window.dilation()).anyMatch(dilation -> dilation != 1)
        || out.type() != DataType.FLOAT
        || !x.isContiguous()
        || !kernel.isContiguous()) {
      return false;
    }
    return isEven(layout, window, x, out)
        || (window.padding() == Padding.SAME && reachesEnd(layout, window, x, out));
  }

  /**
   * Whether no axis ends so far beyond the last window that ND4J takes its padding for negative.
   */
  private static boolean reachesEnd(Layout layout, Window window, Tensor x, Tensor out) {
    for (int axis = 0; axis < 2; axis++) {
      int at = axis + (layout == Layout.CHANNELS_LAST ? 1 : 2);
      if ((out.size(at) - 1) * window.stride()[axis] + window.reach(axis) < x.size(at) - 1) {
        return false;
      }
    }
    return true;
  }

  /** Whether the result has the size that equal padding on both sides gives. */
  private static boolean isEven(Layout layout, Window window, Tensor x, Tensor out) {
    for (int axis = 0; axis < 2; axis++) {
      int at = axis + (layout == Layout.CHANNELS_LAST ? 1 : 2);
      long padding = window.before(axis, x.size(at), out.size(at));
      long steps = x.size(at) + 2 * padding - window.reach(axis);
      if (steps < 0 || steps / window.stride()[axis] + 1 != out.size(at)) {
        return false;
      }
    }
    return true;
  }

  /** The convolution of {@link Conv}; {@link #canConvolve} must hold. */
  static void convolve(
      Plan plan,
      Layout layout,
      Window window,
      Tensor x,
      Tensor kernel,
      @Nullable Tensor bias,
      Tensor out) {
    Tensor target =
        out.isContiguous() ? out : plan.scratch(OffHeap.RESULT, out.type(), out.shape());
    boolean last = layout == Layout.CHANNELS_LAST;
    boolean even = isEven(layout, window, x, out);
    int height = last ? 1 : 2;
    plan.step(
        () ->
            Nd4j.exec(
                DynamicCustomOp.builder("conv2d")
                    .addInputs(
                        bias == null
                            ? new INDArray[] {x.array(), kernel.array()}
                            : new INDArray[] {x.array(), kernel.array(), bias.array()})
                    .addOutputs(target.array())
                    .addIntegerArguments(
                        window.kernel()[0],
                        window.kernel()[1],
                        window.stride()[0],
                        window.stride()[1],
                        even ? (int) window.before(0, x.size(height), out.size(height)) : 0,
                        even ? (int) window.before(1, x.size(height + 1), out.size(height + 1)) : 0,
                        window.dilation()[0],
                        window.dilation()[1],
                        even ? 0 : 1,
                        last ? 1 : 0)
                    .build()));
    if (target != out) {
      Move.copy(plan, out, target);
    }
  }
}
