package io.github.shapeproof.samples.benchmarks.contender;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.benchmarks.workload.Framework;
import org.nd4j.enums.ImageResizeMethod;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Plain ND4J, as its documentation shows it; what lies between is left to the collector. */
record Nd4jCalls(Layout layout, Weights weights) implements Framework<INDArray> {
  @Override
  public INDArray resize(INDArray map, int size) {
    if (last()) {
      return Nd4j.image()
          .imageResize(
              map, Nd4j.createFromArray(size, size), ImageResizeMethod.ResizeBilinear);
    }
    // There is no other resize than that of N,H,W,C.
    INDArray resized =
        Nd4j.image()
            .imageResize(
                map.permute(0, 2, 3, 1),
                Nd4j.createFromArray(size, size),
                ImageResizeMethod.ResizeBilinear);
    return resized.permute(0, 3, 1, 2);
  }

  @Override
  public INDArray concat(INDArray first, INDArray second) {
    return Nd4j.concat(last() ? 3 : 1, first, second);
  }

  @Override
  public INDArray crop(INDArray map, int from, int size) {
    int start = (from - size) / 2;
    INDArrayIndex all = NDArrayIndex.all();
    INDArrayIndex kept = NDArrayIndex.interval(start, start + size);
    return last() ? map.get(all, kept, kept, all) : map.get(all, all, kept, kept);
  }

  @Override
  public INDArray pad(INDArray map, int from, int size) {
    int before = (size - from) / 2;
    int[] none = {0, 0};
    int[] some = {before, size - from - before};
    INDArray amounts =
        Nd4j.createFromArray(
            last() ? new int[][] {none, some, some, none} : new int[][] {none, none, some, some});
    return Nd4j.nn().pad(map, amounts, PadMode.CONSTANT, 0);
  }

  @Override
  public INDArray maxPool(INDArray map, int kernel, int stride, int pad) {
    return Nd4j.cnn().maxPooling2d(map, pool(kernel, stride, pad));
  }

  @Override
  public INDArray adaptivePool(INDArray map, int size, int kernel, int stride, int pad) {
    return Nd4j.cnn().avgPooling2d(map, pool(kernel, stride, pad));
  }

  @Override
  public INDArray flatten(INDArray map) {
    INDArray pixels = last() ? map : map.permute(0, 2, 3, 1);
    return pixels.reshape('c', map.size(0), -1);
  }

  @Override
  public INDArray join(INDArray first, INDArray second) {
    return Nd4j.concat(1, first, second);
  }

  @Override
  public INDArray conv(INDArray map, String name, int pad) {
    INDArray kernel = weights.get(name + "/kernel");
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(kernel.size(0))
            .kW(kernel.size(1))
            .pH(pad)
            .pW(pad)
            .dataFormat(last() ? "NHWC" : "NCHW")
            .build();
    return Nd4j.cnn().conv2d(map, kernel, weights.get(name + "/bias"), config);
  }

  @Override
  public INDArray add(INDArray first, INDArray second) {
    return first.add(second);
  }

  @Override
  public INDArray multiply(INDArray map, INDArray mask) {
    return map.mul(mask);
  }

  @Override
  public INDArray copy(INDArray view) {
    return view.dup('c');
  }

  @Override
  public INDArray complement(INDArray map) {
    return map.rsub(1);
  }

  @Override
  public INDArray sigmoid(INDArray map) {
    return Nd4j.nn().sigmoid(map);
  }

  private Pooling2DConfig pool(int kernel, int stride, int pad) {
    return Pooling2DConfig.builder()
        .kH(kernel)
        .kW(kernel)
        .sH(stride)
        .sW(stride)
        .pH(pad)
        .pW(pad)
        .paddingMode(PaddingMode.VALID)
        .isNHWC(last())
        .build();
  }

  private boolean last() {
    return layout == Layout.CHANNELS_LAST;
  }
}
