package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Plan.Body;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The threads that help callers with their loops, one for each processor but the first.
 *
 * <p>Most loops take less time than waking a thread does. So a helper that has run out of work
 * looks out for more for a moment before it sleeps, and nobody waits for a helper to come: a loop
 * is cut into chunks, the caller takes one after the other, and so does every helper that is there.
 * Where as many calls run as there are processors, each works alone.
 */
final class Team {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** For how long a helper looks out for work; waking it takes about as long. */
  private static final long LOOKOUT_NANOS = 100_000;

  /** Chunks for each thread, so that one that comes late still finds work. */
  private static final int CHUNKS = 2;

  private static final Queue<Loop> OPEN = new ConcurrentLinkedQueue<>();
  private static final Tally CALLS = new Tally();
  private static final AtomicInteger AWAKE = new AtomicInteger();

  private static final ThreadPoolExecutor HELPERS =
      new ThreadPoolExecutor(
          0,
          Math.max(1, PROCESSORS - 1),
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Team::thread,
          new ThreadPoolExecutor.DiscardPolicy());

  private Team() {}

  /** A call begins, which {@link #leave} ends. */
  static void enter() {
    CALLS.add(1);
  }

  static void leave() {
    CALLS.add(-1);
  }

  /** How many threads may work on a loop of the calling thread. */
  static int size() {
    return (int) Math.max(1, PROCESSORS + 1 - Math.max(1, CALLS.sum()));
  }

  /**
   * Runs {@code count} independent iterations.
   *
   * @param workers one for each thread that may take part, the caller's first
   * @param least iterations that are worth a chunk
   */
  static void run(List<Worker> workers, long count, long least, Body body) {
    long even = (count + workers.size() * CHUNKS - 1) / (workers.size() * CHUNKS);
    Loop loop = new Loop(workers, count, Math.max(least, even), body);
    OPEN.add(loop);
    try {
      if (AWAKE.get() < workers.size() - 1) {
        wake();
      }
      loop.work(workers.get(0));
    } finally {
      OPEN.remove(loop);
    }
    loop.await();
  }

  private static final class Loop {
    private final List<Worker> workers;
    private final long count;
    private final long chunk;
    private final Body body;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger joined = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Loop(List<Worker> workers, long count, long chunk, Body body) {
      this.workers = workers;
      this.count = count;
      this.chunk = chunk;
      this.body = body;
    }

    /** Does chunks until all are taken. */
    void work(Worker worker) {
      for (long from = next.getAndAdd(chunk); from < count; from = next.getAndAdd(chunk)) {
        long to = Math.min(count, from + chunk);
        try {
          body.run(worker, from, to);
        } catch (Throwable e) {
          failure = e;
        } finally {
          done.addAndGet(to - from);
        }
      }
    }

    /** A helper takes part, unless there are enough already. */
    void join() {
      int index = joined.incrementAndGet();
      if (index >= workers.size() - 1) {
        OPEN.remove(this);
      }
      if (index < workers.size()) {
        work(workers.get(index));
      }
    }

    /** Until helpers have done the chunks that they took. */
    void await() {
      while (done.get() < count) {
        Thread.onSpinWait();
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }

  private static void wake() {
    try {
      HELPERS.execute(Team::help);
    } catch (OutOfMemoryError noThread) {
      // The caller does all of it, as it would if no helper came in time.
    }
  }

  private static void help() {
    AWAKE.incrementAndGet();
    try {
      long last = System.nanoTime();
      while (System.nanoTime() - last < LOOKOUT_NANOS) {
        Loop loop = OPEN.peek();
        if (loop == null) {
          Thread.onSpinWait();
        } else {
          loop.join();
          last = System.nanoTime();
        }
      }
    } finally {
      AWAKE.decrementAndGet();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "shapeproof-helper", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
