package io.github.shapeproof.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory of all {@link Results}, in bytes off the heap, and when to look for those that nobody
 * has any more.
 *
 * <p>These take little of the heap, so they alone never make the collector run. It is asked to, as
 * the JDK does for direct buffers and JavaCPP for its own memory.
 */
final class Usage {
  /** The largest heap. JavaCPP's limit on all memory of the process is twice that. */
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /** How much is in use, at least, before anybody looks. */
  static final long LIMIT = HEAP / 4;

  /** How much it is at most, unless more is in use indeed; and how much may be idle at most. */
  private static final long MOST = HEAP / 2;

  /** So many times as long as a look takes is a long time from one to the next. */
  private static final int LONG = 16;

  /** Until what the collector has found is idle, at most. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private static final Tally ALLOCATED = new Tally();
  private static final Tally LEASED = new Tally();

  /** In use from which on it is worth looking, and how much may be idle. */
  private static volatile long threshold = LIMIT;

  private static long lastLook = System.nanoTime();

  private Usage() {}

  static void allocated(long bytes) {
    ALLOCATED.add(bytes);
  }

  static void leased(long bytes) {
    LEASED.add(bytes);
  }

  static boolean isIdleTooMuch() {
    return ALLOCATED.sum() - LEASED.sum() > Math.min(MOST, threshold);
  }

  static boolean isLookDue() {
    return LEASED.sum() > threshold;
  }

  /** Makes the collector run, unless another thread just has. */
  static synchronized void look() {
    if (!isLookDue()) {
      return;
    }
    long start = System.nanoTime();
    long before = LEASED.sum();
    System.gc();
    long collected = System.nanoTime();
    long after = before;
    for (long last = -1; after == before || after != last; ) {
      if (System.nanoTime() - collected > PATIENCE) {
        break;
      }
      LockSupport.parkNanos(PAUSE);
      Results.returnCollected();
      last = after;
      after = LEASED.sum();
    }
    long end = System.nanoTime();
    long took = end - start;
    long since = start - lastLook;
    lastLook = end;
    long next =
        since < took
            ? Math.min(MOST, 2 * threshold)
            : since > LONG * took ? threshold / 2 : threshold;
    threshold = Math.max(Math.max(LIMIT, next), 2 * after);
  }
}
