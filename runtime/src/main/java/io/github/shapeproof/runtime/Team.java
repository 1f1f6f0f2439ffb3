package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Plan.Body;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /** The loops that helpers may join; a loop that finds no place is its caller's alone. */
  private static final AtomicReferenceArray<@Nullable Loop> OPEN =
      new AtomicReferenceArray<>(PROCESSORS);

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

  /** The loops of one session: one after the other, and nothing is allocated for them. */
  static final class Loop {
    private final List<Worker> workers;

    /** Helpers that may still join: none between two loops. */
    private final AtomicInteger wanted = new AtomicInteger();

    /** Helpers that joined and found nothing left to do. */
    private final AtomicInteger gone = new AtomicInteger();

    private final AtomicLong next = new AtomicLong();
    private volatile @Nullable Throwable failure;

    // Written while nobody can join, and read by those who have joined.
    private long count;
    private long chunk;
    private Body body = (worker, from, to) -> {};

    /**
     * @param workers one for each thread that takes part, the caller's first
     */
    Loop(List<Worker> workers) {
      this.workers = workers;
    }

    /**
     * Runs {@code count} independent iterations.
     *
     * @param threads that may take part
     * @param least iterations that are worth a chunk
     */
    void run(int threads, long count, long least, Body body) {
      long chunks = (long) threads * CHUNKS;
      this.count = count;
      this.chunk = Math.max(least, (count + chunks - 1) / chunks);
      this.body = body;
      failure = null;
      next.set(0);
      gone.set(0);
      wanted.set(threads - 1);
      int place = open();
      try {
        if (AWAKE.get() < threads - 1) {
          wake();
        }
        work(workers.get(0));
      } finally {
        if (place >= 0) {
          OPEN.set(place, null);
        }
        int joined = threads - 1 - wanted.getAndSet(0);
        while (gone.get() < joined) {
          Thread.onSpinWait();
        }
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }

    /** Lets helpers see the loop; returns its place in {@link #OPEN}, or -1. */
    private int open() {
      for (int place = 0; place < OPEN.length(); place++) {
        if (OPEN.compareAndSet(place, null, this)) {
          return place;
        }
      }
      return -1;
    }

    /**
     * A helper takes part, if one is wanted: now, which may be for a later loop than the one that
     * it has seen in {@link #OPEN}.
     */
    boolean join() {
      int index = wanted.get();
      while (index > 0 && !wanted.compareAndSet(index, index - 1)) {
        index = wanted.get();
      }
      if (index <= 0) {
        return false;
      }
      try {
        work(workers.get(index));
      } finally {
        gone.incrementAndGet();
      }
      return true;
    }

    /** Does chunks until all are taken. */
    private void work(Worker worker) {
      for (long from = next.getAndAdd(chunk); from < count; from = next.getAndAdd(chunk)) {
        try {
          body.run(worker, from, Math.min(count, from + chunk));
        } catch (Throwable e) {
          failure = e;
        }
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
        for (int place = 0; place < OPEN.length(); place++) {
          Loop loop = OPEN.get(place);
          if (loop != null && loop.join()) {
            last = System.nanoTime();
          }
        }
        Thread.onSpinWait();
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
