package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a convolution leaves behind, and whether callers disturb each other. */
class ConvolutionSessionTest {
  private static final Window WINDOW =
      new Window(
          new int[] {3, 3},
          new int[] {1, 1},
          new int[] {1, 1},
          Padding.SAME,
          new int[2],
          new int[2]);

  private final Random random = new Random(11);
  private final INDArray x = Naive.random(random, 2, 16, 16, 16);
  private final INDArray kernel = Naive.random(random, 3, 3, 16, 16);
  private final INDArray bias = Naive.random(random, 16);

  @ParameterizedTest
  @EnumSource
  void repeatedCallsAllocateNothingOffHeap(Layout layout) {
    Operation conv = new Conv(layout, WINDOW, 1);
    Operation deconv = new Deconv(layout, WINDOW, 1);
    Tensor out = Tensor.of(Nd4j.zeros(DataType.DOUBLE, 2, 16, 16, 16));
    Tensor[] inputs = {Tensor.of(x), Tensor.of(kernel), Tensor.of(bias)};
    try (Session session = new Session()) {
      Once.run(session, conv::plan, out, inputs);
      Once.run(session, deconv::plan, out, inputs);
      long before = Pointer.totalBytes();
      for (int i = 0; i < 200; i++) {
        Once.run(session, conv::plan, out, inputs);
        Once.run(session, deconv::plan, out, inputs);
      }
      // Less is possible: the collector may free what other tests have left.
      assertTrue(Pointer.totalBytes() <= before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CHANNELS_FIRST, 1", "CHANNELS_FIRST, 2", "CHANNELS_FIRST, 3",
    "CHANNELS_LAST,  1", "CHANNELS_LAST,  2", "CHANNELS_LAST,  3",
  })
  void oneExampleNeedsNoMoreScratchThanMany(Layout layout, int axes) {
    long[] sizes = {1 << 18, 1 << 9, 1 << 6};
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] taps = ones.clone();
    taps[axes - 1] = 33;
    long[] shape = new long[axes + 2];
    Arrays.fill(shape, sizes[axes - 1]);
    shape[0] = 1;
    int channel = layout == Layout.CHANNELS_LAST ? axes + 1 : 1;
    shape[channel] = 1;
    INDArray map = Nd4j.ones(DataType.FLOAT, shape);
    shape[channel] = 16;
    INDArray out = Nd4j.zeros(DataType.FLOAT, shape);
    long[] kernelShape = Arrays.stream(taps).asLongStream().toArray();
    kernelShape = Arrays.copyOf(kernelShape, axes + 2);
    kernelShape[axes] = 16;
    kernelShape[axes + 1] = 1;
    Tensor[] inputs = {Tensor.of(map), Tensor.of(Nd4j.ones(DataType.FLOAT, kernelShape))};
    Window window = new Window(taps, ones, ones, Padding.SAME, new int[axes], new int[axes]);
    Deconv deconv = new Deconv(layout, window, 1);
    try (Session session = new Session()) {
      long before = Pointer.physicalBytes();
      Once.run(session, deconv::plan, Tensor.of(out), inputs);
      // All products at once are 553 MB.
      assertTrue(Pointer.physicalBytes() - before < 200L << 20);
    }
    long[] middle = Arrays.stream(shape).map(size -> size / 2).toArray();
    assertEquals(Math.min(33, sizes[axes - 1]), out.getFloat(middle));
  }

  @Test
  void sessionsOfSeveralThreadsAgree() throws Exception {
    Operation conv = new Conv(Layout.CHANNELS_LAST, WINDOW, 1);
    INDArray alone = run(conv, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<INDArray>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(threads.submit(() -> run(conv, 50)));
      }
      for (Future<INDArray> result : results) {
        assertEquals(alone, result.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private INDArray run(Operation operation, int times) {
    INDArray out = Nd4j.zeros(DataType.DOUBLE, 2, 16, 16, 16);
    try (Session session = new Session()) {
      for (int i = 0; i < times; i++) {
        Once.run(
            session,
            operation::plan,
            Tensor.of(out),
            Tensor.of(x),
            Tensor.of(kernel),
            Tensor.of(bias));
      }
    }
    return out;
  }
}
