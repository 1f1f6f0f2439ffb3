package io.github.shapeproof.samples.benchmarks.contender;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A workload's numbers, the same for all libraries.
 *
 * @param inputs channels last
 */
public record Sample(Workload workload, List<INDArray> inputs, Weights weights)
    implements AutoCloseable {
  /** Values between -1 and 1, always the same. */
  public static Sample of(Workload workload, int batch) {
    Random random = new Random(20);
    List<INDArray> inputs = new ArrayList<>();
    for (int[] shape : workload.inputs()) {
      inputs.add(array(random, 1, batch, shape[0], shape[1], shape[2]));
    }
    Weights.Builder weights = Weights.builder();
    workload
        .weights()
        .forEach((name, shape) -> weights.put(name, array(new Random(name.length()), 0.1f, shape)));
    return new Sample(workload, List.copyOf(inputs), weights.build());
  }

  /** The inputs in a layout; those of channels first are copies, which the caller closes. */
  public List<INDArray> inputs(Layout layout) {
    return layout == Layout.CHANNELS_LAST
        ? inputs
        : inputs.stream().map(Sample::channelsFirst).toList();
  }

  private static INDArray channelsFirst(INDArray map) {
    try (INDArray view = map.permute(0, 3, 1, 2)) {
      return view.dup('c');
    }
  }

  /** The values of a result; maps of {@code N,C,H,W} are put channels last, vectors left alone. */
  static float[] channelsLast(float[] values, long[] shape) {
    if (shape.length != 4) {
      return values;
    }
    int channels = (int) shape[1];
    int pixels = (int) (shape[2] * shape[3]);
    float[] turned = new float[values.length];
    for (int image = 0; image < shape[0]; image++) {
      int start = image * channels * pixels;
      for (int channel = 0; channel < channels; channel++) {
        for (int pixel = 0; pixel < pixels; pixel++) {
          turned[start + pixel * channels + channel] = values[start + channel * pixels + pixel];
        }
      }
    }
    return turned;
  }

  @Override
  public void close() {
    inputs.forEach(INDArray::close);
    weights.names().forEach(name -> weights.get(name).close());
  }

  private static INDArray array(Random random, float scale, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * (2 * random.nextFloat() - 1);
    }
    return Nd4j.createFromArray(values).reshape(shape);
  }
}
