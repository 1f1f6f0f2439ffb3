package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SessionTest {
  @Test
  void reusesBuffersThatAreLargeEnough() {
    try (Session session = new Session()) {
      long address = session.buffer(3, DataType.FLOAT, 4, 5).pointer().address();
      assertEquals(address, session.buffer(3, DataType.FLOAT, 5, 2).pointer().address());
      assertNotEquals(address, session.buffer(1, DataType.FLOAT, 5, 2).pointer().address());
      assertNotEquals(
          address, session.scratch(OffHeap.RESULT, DataType.FLOAT, 5, 2).pointer().address());
      assertEquals(200, session.buffer(3, DataType.DOUBLE, 200).length());
    }
  }

  @Test
  void outputsOutliveSessionAndWorkspace() {
    INDArray kept;
    try (MemoryWorkspace workspace =
            Nd4j.getWorkspaceManager()
                .getAndActivateWorkspace(WorkspaceConfiguration.builder().build(), "test");
        Session session = new Session()) {
      kept =
          session.result(
              (plan, sizes) -> plan.result(plan.output(DataType.FLOAT, 2, 3)), Bindings.none());
      assertFalse(kept.isAttached());
    }
    kept.assign(1);
    assertEquals(6, kept.sumNumber().intValue());
  }

  @Test
  void runsEachIterationOnceOnAnyNumberOfThreads() {
    try (Session session = new Session()) {
      for (int count : new int[] {0, 1, 2, 7, 1000}) {
        for (int steps : new int[] {1, 1_000_000}) {
          AtomicIntegerArray runs = new AtomicIntegerArray(count);
          session.parallel(
              count,
              steps,
              (worker, from, to) -> {
                for (long i = from; i < to; i++) {
                  runs.incrementAndGet((int) i);
                }
              });
          for (int i = 0; i < count; i++) {
            assertEquals(1, runs.get(i));
          }
        }
      }
    }
  }

  @Test
  void passesOnFailuresOfAnyThread() {
    try (Session session = new Session()) {
      assertThrows(
          ArithmeticException.class,
          () ->
              session.parallel(
                  1000,
                  1_000_000,
                  (worker, from, to) -> {
                    if (to == 1000) {
                      throw new ArithmeticException();
                    }
                  }));
    }
  }

  @Test
  void sessionsOfManyThreadsShareTheHelpers() {
    AtomicLong sum = new AtomicLong();
    CompletableFuture.allOf(
            IntStream.range(0, 6)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> addInParallel(sum)))
                .toArray(CompletableFuture[]::new))
        .join();
    assertEquals(6 * 500 * 4950, sum.get());
  }

  private static void addInParallel(AtomicLong sum) {
    try (Session session = new Session()) {
      for (int loop = 0; loop < 500; loop++) {
        session.parallel(
            100,
            1_000_000,
            (worker, from, to) -> {
              assertNotNull(worker);
              sum.addAndGet((from + to - 1) * (to - from) / 2);
            });
      }
    }
  }

  @Test
  void noTwoThreadsHaveTheSameScratch() {
    try (Session session = new Session()) {
      Map<Worker, Thread> owners = new ConcurrentHashMap<>();
      for (int loop = 0; loop < 500; loop++) {
        owners.clear();
        session.parallel(
            100,
            1_000_000,
            (worker, from, to) -> {
              Thread owner = owners.putIfAbsent(worker, Thread.currentThread());
              assertTrue(owner == null || owner == Thread.currentThread());
            });
      }
    }
  }

  @Test
  void helpersThatComeLateFindTheLoopOfNow() {
    try (Session session = new Session()) {
      AtomicLong iterations = new AtomicLong();
      AtomicLong strays = new AtomicLong();
      AtomicInteger current = new AtomicInteger();
      long expected = 0;
      for (int loop = 0; loop < 50_000; loop++) {
        int number = loop;
        int count = 1 + loop % 7;
        current.set(number);
        session.parallel(
            count,
            1_000_000,
            (worker, from, to) -> {
              if (current.get() != number || to > count) {
                strays.incrementAndGet();
              }
              iterations.addAndGet(to - from);
            });
        expected += count;
        assertEquals(expected, iterations.get());
      }
      assertEquals(0, strays.get());
    }
  }

  @Test
  void loopsThatThreadsShareAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Session session = new Session()) {
      Plan.Body body = (worker, from, to) -> assertNotNull(worker);
      session.parallel(100, 1_000_000, body);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int loop = 0; loop < 1000; loop++) {
        session.parallel(100, 1_000_000, body);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated < 50_000, () -> allocated + " bytes");
    }
  }

  @Test
  void remembersWhatFollowsFromAKey() {
    try (Session session = new Session()) {
      Object first = session.memo("a key", key -> new Object());
      assertSame(first, session.memo("a key", key -> new Object()));
    }
  }

  @Test
  void forgetsTablesBeforeTheyFillTheHeap() {
    Plan.Table table = () -> 1L << 22;
    try (Session session = new Session()) {
      for (int size = 0; size < 6; size++) {
        session.memo(size, key -> table);
      }
      assertSame(table, session.memo(5, key -> fail("forgotten too early")));
      assertEquals("anew", session.memo(0, key -> "anew"));
    }
  }

  @Test
  void forgetsTapsBeforeTheyFillTheHeap() {
    try (Session session = new Session()) {
      for (int size = 0; size < 6; size++) {
        Taps.Builder taps = Taps.maxima(1);
        IntStream.range(0, 1 << 21).forEach(input -> taps.tap(input, 1));
        session.memo(size, key -> taps.end().build());
      }
      assertEquals("anew", session.memo(0, key -> "anew"));
    }
  }

  @Test
  void keepsTheLastPlanHoweverLongItIs() {
    try (Session session = new Session()) {
      int[] made = {0};
      Plan.Maker maker =
          (plan, sizes) -> {
            made[0]++;
            for (int step = 0; step < 1 << 17; step++) {
              plan.step(() -> {});
            }
          };
      session.results(maker, Bindings.none());
      session.results(maker, Bindings.none());
      assertEquals(1, made[0]);
    }
  }

  @Test
  void poolLendsTheSameSessionAgain() {
    try (SessionPool pool = new SessionPool()) {
      List<Tensor> buffers = new ArrayList<>();
      Plan.Maker buffer = (plan, sizes) -> buffers.add(plan.buffer(0, DataType.FLOAT, 3));
      pool.results(buffer, Bindings.none());
      pool.results((plan, sizes) -> buffer.make(plan, sizes), Bindings.none());
      pool.results(
          (plan, sizes) -> plan.step(() -> pool.results(buffer::make, Bindings.none())),
          Bindings.none());
      List<Long> addresses = buffers.stream().map(b -> b.pointer().address()).toList();
      assertEquals(addresses.get(0), addresses.get(1));
      assertNotEquals(addresses.get(0), addresses.get(2));
    }
  }
}
