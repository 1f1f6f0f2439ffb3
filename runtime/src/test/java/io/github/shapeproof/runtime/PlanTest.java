package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.runtime.op.Add;
import io.github.shapeproof.runtime.op.Reshape;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PlanTest {
  private final AtomicInteger made = new AtomicInteger();

  /** The sum of both inputs, by way of a buffer. */
  private final Plan.Maker sum =
      (plan, sizes) -> {
        made.incrementAndGet();
        Tensor x = plan.input(0);
        Tensor copy = plan.buffer(0, x.type(), x.shape());
        new Reshape().plan(plan, copy, x);
        Tensor out = plan.output(x.type(), x.shape());
        new Add().plan(plan, out, copy, plan.input(1));
        plan.result(out);
      };

  private INDArray sum(Session session, INDArray x, INDArray y) {
    return session.result(sum, Bindings.none(), x, y);
  }

  @Test
  void servesAllCallsOfItsShapes() {
    try (Session session = new Session()) {
      for (int i = 0; i < 10; i++) {
        INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4);
        INDArray y = Nd4j.rand(DataType.FLOAT, 3, 4);
        assertEquals(x.add(y), sum(session, x, y));
      }
      assertEquals(1, made.get());
    }
  }

  @Test
  void isOfOneTypeAndOnePlaceOfElements() {
    INDArray whole = Nd4j.rand(DataType.FLOAT, 6, 8);
    INDArray view = whole.get(NDArrayIndex.interval(1, 4), NDArrayIndex.interval(2, 6));
    INDArray next = whole.get(NDArrayIndex.interval(2, 5), NDArrayIndex.interval(4, 8));
    INDArray turned = Nd4j.rand(DataType.FLOAT, 4, 3).transpose();
    INDArray doubles = Nd4j.rand(DataType.DOUBLE, 3, 4);
    try (Session session = new Session()) {
      for (int i = 0; i < 2; i++) {
        for (INDArray x : new INDArray[] {view, next, view.dup(), turned}) {
          assertEquals(x.add(view), sum(session, x, view));
          assertEquals(view.add(x), sum(session, view, x));
        }
        assertEquals(doubles.mul(2), sum(session, doubles, doubles));
      }
      assertEquals(6, made.get(), "views alike; two others before or behind; doubles");
    }
  }

  @Test
  void livesOnWhileBuffersGrowForOthers() {
    INDArray small = Nd4j.rand(DataType.FLOAT, 3, 4);
    INDArray large = Nd4j.rand(DataType.FLOAT, 300, 400);
    try (Session session = new Session()) {
      for (int i = 0; i < 3; i++) {
        assertEquals(small.mul(2), sum(session, small, small));
        assertEquals(large.mul(2), sum(session, large, large));
      }
      assertEquals(2, made.get());
      session.close();
      assertEquals(small.mul(2), sum(session, small, small));
      assertEquals(3, made.get());
    }
  }

  @Test
  void bufferThatCannotGrowStaysAsItWas() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4);
    try (Session session = new Session()) {
      sum(session, x, x);
      assertThrows(
          Throwable.class,
          () ->
              session.results(
                  (plan, sizes) -> plan.buffer(0, DataType.FLOAT, 1L << 45), Bindings.none()));
      assertEquals(x.mul(2), sum(session, x, x));
      assertEquals(1, made.get());
    }
  }

  @Test
  void failureInACallIsNoneOfTheNext() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4);
    boolean[] fails = {true};
    Plan.Maker maker =
        (plan, sizes) -> {
          sum.make(plan, sizes);
          plan.step(
              () -> {
                if (fails[0]) {
                  throw new IllegalStateException("on purpose");
                }
              });
        };
    try (Session session = new Session()) {
      assertThrows(IllegalStateException.class, () -> session.result(maker, Bindings.none(), x, x));
      fails[0] = false;
      assertEquals(x.mul(2), session.result(maker, Bindings.none(), x, x));
      assertEquals(1, made.get());
    }
  }

  @Test
  void resultsOfTwoCallsAreTwoArrays() {
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 4);
    try (Session session = new Session()) {
      INDArray first = sum(session, x, x);
      INDArray second = sum(session, x, x.mul(-1));
      assertNotSame(first, second);
      assertEquals(x.mul(2), first);
      assertEquals(0, second.amaxNumber().doubleValue());
    }
  }

  @Test
  void isForgottenWhereManyFollow() {
    try (Session session = new Session()) {
      for (int round = 0; round < 2; round++) {
        for (int size = 1; size <= 100; size++) {
          INDArray x = Nd4j.rand(DataType.FLOAT, size);
          assertEquals(x.mul(2), sum(session, x, x));
        }
      }
      assertEquals(200, made.get());
      INDArray last = Nd4j.rand(DataType.FLOAT, 100);
      assertEquals(last.mul(2), sum(session, last, last));
      assertEquals(200, made.get());
    }
  }

  @Test
  void keepsNoArrayOfACaller() throws Exception {
    try (Session session = new Session()) {
      List<WeakReference<INDArray>> arrays = arraysOfACall(session);
      for (int i = 0; i < 50 && arrays.stream().anyMatch(array -> array.get() != null); i++) {
        System.gc();
        Thread.sleep(20);
      }
      assertTrue(arrays.stream().allMatch(array -> array.get() == null));
    }
  }

  private List<WeakReference<INDArray>> arraysOfACall(Session session) {
    INDArray x = Nd4j.rand(DataType.FLOAT, 50, 50);
    return List.of(new WeakReference<>(x), new WeakReference<>(sum(session, x, x)));
  }
}
