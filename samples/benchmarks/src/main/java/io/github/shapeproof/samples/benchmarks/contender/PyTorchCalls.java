package io.github.shapeproof.samples.benchmarks.contender;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.shapeproof.samples.benchmarks.workload.Framework;
import java.util.Map;

/**
 * PyTorch's operations, channels first, through DJL.
 *
 * @param weights kernels as {@code [out, in, k, k]}
 */
record PyTorchCalls(Map<String, NDArray> weights) implements Framework<NDArray> {
  /** As DJL's native part numbers the modes. */
  private static final int BILINEAR = 1;

  @Override
  public NDArray resize(NDArray map, int size) {
    return map.getNDArrayInternal().interpolation(new long[] {size, size}, BILINEAR, false);
  }

  @Override
  public NDArray concat(NDArray first, NDArray second) {
    return NDArrays.concat(new NDList(first, second), 1);
  }

  @Override
  public NDArray crop(NDArray map, int from, int size) {
    int start = (from - size) / 2;
    return map.get(
        new NDIndex()
            .addAllDim()
            .addAllDim()
            .addSliceDim(start, start + size)
            .addSliceDim(start, start + size));
  }

  @Override
  public NDArray pad(NDArray map, int from, int size) {
    int before = (size - from) / 2;
    int after = size - from - before;
    return map.pad(new Shape(before, after, before, after), 0);
  }

  @Override
  public NDArray maxPool(NDArray map, int kernel, int stride, int pad) {
    return map.getNDArrayInternal()
        .maxPool(square(kernel), square(stride), square(pad), false);
  }

  @Override
  public NDArray adaptivePool(NDArray map, int size, int kernel, int stride, int pad) {
    return JniUtils.adaptiveAvgPool((PtNDArray) map, square(size));
  }

  @Override
  public NDArray flatten(NDArray map) {
    return map.transpose(0, 2, 3, 1).reshape(map.getShape().get(0), -1);
  }

  @Override
  public NDArray join(NDArray first, NDArray second) {
    return NDArrays.concat(new NDList(first, second), 1);
  }

  @Override
  public NDArray conv(NDArray map, String name, int pad) {
    return map.getNDArrayInternal()
        .convolution(
            map,
            weights.get(name + "/kernel"),
            weights.get(name + "/bias"),
            square(1),
            square(pad),
            square(1),
            1)
        .singletonOrThrow();
  }

  @Override
  public NDArray add(NDArray first, NDArray second) {
    return first.add(second);
  }

  @Override
  public NDArray multiply(NDArray map, NDArray mask) {
    return map.mul(mask);
  }

  @Override
  public NDArray copy(NDArray view) {
    return view.duplicate();
  }

  @Override
  public NDArray complement(NDArray map) {
    return map.getNDArrayInternal().rsub(1);
  }

  @Override
  public NDArray sigmoid(NDArray map) {
    return map.getNDArrayInternal().sigmoid();
  }

  private static Shape square(int size) {
    return new Shape(size, size);
  }
}
