package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.runtime.Bindings;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.SessionPool;
import io.github.shapeproof.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossTest {
  /** More than is added up at a time. */
  private static final long[] SHAPE = {2, 5, 30, 70};

  private static final int POSITIONS = 2 * 30 * 70;

  private final Random random = new Random(3);
  private final INDArray prediction = Naive.random(random, SHAPE);
  private final INDArray target = Naive.random(random, SHAPE);

  @ParameterizedTest
  @EnumSource
  void elementwiseLossesAreMeansOverAllElements(Layout layout) {
    elementwise(layout, LossKind.MEAN_SQUARED_ERROR, (p, t) -> Math.pow(p - t, 2));
    elementwise(layout, LossKind.MEAN_ABSOLUTE_ERROR, (p, t) -> Math.abs(p - t));
  }

  @ParameterizedTest
  @EnumSource
  void binaryCrossEntropyTakesProbabilities(Layout layout) {
    sigmoid(prediction);
    sigmoid(target);
    elementwise(
        layout,
        LossKind.BINARY_CROSS_ENTROPY,
        (p, t) -> -t * Math.log(p) - (1 - t) * Math.log(1 - p));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void binaryCrossEntropyStaysFiniteAtCertainty(double certain) {
    INDArray p = Nd4j.createFromArray(certain, certain);
    INDArray expected = Nd4j.scalar(-Math.log(1e-7));
    Loss loss = new Loss(Layout.CHANNELS_LAST, LossKind.BINARY_CROSS_ENTROPY);
    try (Session session = new Session()) {
      INDArray out = Nd4j.scalar(DataType.DOUBLE, 0);
      Once.run(session, loss::plan, Tensor.of(out), Tensor.of(p), Tensor.of(p.rsub(1)));
      assertEquals(expected.getDouble(), out.getDouble(), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void softmaxCrossEntropyIsAMeanOverPositions(Layout layout) {
    INDArray probabilities = Nd4j.nn().softmax(target, 1);
    double sum = 0;
    for (long[] at : Naive.indices(SHAPE)) {
      sum -= probabilities.getDouble(at) * logSoftmax(at);
    }
    check(
        "softmax cross entropy " + layout,
        new Loss(layout, LossKind.SOFTMAX_CROSS_ENTROPY),
        Nd4j.scalar(sum / POSITIONS),
        inLayout(prediction, layout),
        inLayout(probabilities, layout));
  }

  @ParameterizedTest
  @EnumSource
  void sparseTargetsAreNumbersOfClasses(Layout layout) {
    INDArray classes = Nd4j.zeros(DataType.DOUBLE, 2, 30, 70);
    double sum = 0;
    for (long[] at : Naive.indices(2, 30, 70)) {
      int wanted = random.nextInt(5);
      classes.putScalar(at, wanted);
      sum -= logSoftmax(at[0], wanted, at[1], at[2]);
    }
    Loss loss = new Loss(layout, LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY);
    INDArray expected = Nd4j.scalar(sum / POSITIONS);
    check("sparse " + layout, loss, expected, inLayout(prediction, layout), classes);
    try (Session session = new Session()) {
      INDArray out = Nd4j.scalar(DataType.FLOAT, 0);
      Tensor logits = Tensor.of(inLayout(prediction, layout).castTo(DataType.FLOAT));
      Once.run(
          session, loss::plan, Tensor.of(out), logits, Tensor.of(classes.castTo(DataType.INT32)));
      assertEquals(expected.getDouble(), out.getDouble(), 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 5, 1.5, Double.NaN})
  void aNumberThatIsNoClassIsRefused(double wrong) {
    INDArray classes = Nd4j.zeros(DataType.DOUBLE, 2, 30, 70);
    classes.putScalar(new long[] {1, 29, 69}, wrong);
    Loss loss = new Loss(Layout.CHANNELS_FIRST, LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY);
    String text = wrong == Math.rint(wrong) ? String.valueOf((long) wrong) : String.valueOf(wrong);
    try (Session session = new Session()) {
      Tensor out = Tensor.of(Nd4j.scalar(DataType.DOUBLE, 0));
      Tensor logits = Tensor.of(prediction);
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> Once.run(session, loss::plan, out, logits, Tensor.of(classes)));
      assertEquals(
          "the target holds " + text + ", but the prediction's classes are 0 to 4",
          refusal.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallTakesNoHeap(LossKind kind) {
    boolean sparse = kind == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY;
    INDArray zeros =
        sparse ? Nd4j.zeros(DataType.DOUBLE, 4) : Nd4j.zeros(DataType.DOUBLE, 4, 20_000);
    long bytes =
        Once.heapOfACall(
            new Loss(Layout.CHANNELS_LAST, kind)::plan,
            Tensor.of(Nd4j.scalar(DataType.DOUBLE, 0)),
            Tensor.of(Naive.random(random, 4, 20_000)),
            Tensor.of(zeros));
    assertTrue(bytes < 10_000, () -> bytes + " bytes");
  }

  /** Where as many calls run as there are processors, each has one thread. */
  @Test
  void isTheSameOnAnyNumberOfThreads() {
    INDArray p = Naive.random(random, 1_000_003);
    Plan.Maker maker =
        (plan, sizes) -> {
          Tensor out = plan.output(DataType.DOUBLE);
          new Loss(Layout.CHANNELS_LAST, LossKind.MEAN_SQUARED_ERROR)
              .plan(plan, out, plan.input(0), plan.input(1));
          plan.result(out);
        };
    try (SessionPool pool = new SessionPool()) {
      INDArray alone = pool.result(maker, Bindings.none(), p, p.neg());
      List<INDArray> others = new ArrayList<>();
      Plan.Maker beside =
          (plan, sizes) ->
              plan.step(() -> others.add(pool.result(maker, Bindings.none(), p, p.neg())));
      for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
        Plan.Maker inner = beside;
        beside = (plan, sizes) -> plan.step(() -> pool.results(inner, Bindings.none()));
      }
      pool.results(beside, Bindings.none());
      assertEquals(List.of(alone), others);
    }
  }

  @Test
  void scalarsHaveALossToo() {
    check(
        "scalar",
        new Loss(Layout.CHANNELS_LAST, LossKind.MEAN_SQUARED_ERROR),
        Nd4j.scalar(4.0),
        Nd4j.scalar(5.0),
        Nd4j.scalar(3.0));
  }

  private void elementwise(Layout layout, LossKind kind, DoubleBinaryOperator distance) {
    double sum = 0;
    for (long[] at : Naive.indices(SHAPE)) {
      sum += distance.applyAsDouble(prediction.getDouble(at), target.getDouble(at));
    }
    check(
        kind + " " + layout,
        new Loss(layout, kind),
        Nd4j.scalar(sum / prediction.length()),
        inLayout(prediction, layout),
        inLayout(target, layout));
  }

  private double logSoftmax(long... at) {
    double sum = 0;
    for (int channel = 0; channel < SHAPE[1]; channel++) {
      sum += Math.exp(prediction.getDouble(at[0], channel, at[2], at[3]));
    }
    return prediction.getDouble(at) - Math.log(sum);
  }

  private static void sigmoid(INDArray values) {
    for (long[] at : Naive.indices(values.shape())) {
      values.putScalar(at, 1 / (1 + Math.exp(-values.getDouble(at))));
    }
  }
}
