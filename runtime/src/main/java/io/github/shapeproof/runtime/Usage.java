package io.github.shapeproof.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory of all {@link Results} of this process, in bytes off the heap, and when to look for
 * results that nobody has any more.
 *
 * <p>These take little of the heap, so they alone never make the collector run. It is asked to, as
 * the JDK does for direct buffers and JavaCPP for its own memory.
 */
final class Usage {
  /**
   * How much may be idle, and how much is in use before anybody looks: a quarter of the largest
   * heap. JavaCPP's limit on all memory of the process is twice that heap.
   */
  private static final long LIMIT = Runtime.getRuntime().maxMemory() / 4;

  /** Looking must not take more than this part of the time. */
  private static final int SELDOM = 4;

  /** Milliseconds until what the collector has found is idle, at most. */
  private static final int PATIENCE = 50;

  private static final AtomicLong ALLOCATED = new AtomicLong();
  private static final AtomicLong LEASED = new AtomicLong();

  /** In use from which on it is worth looking. */
  private static volatile long threshold = LIMIT;

  private static long lastLook = System.nanoTime();

  private Usage() {}

  static void allocated(long bytes) {
    ALLOCATED.addAndGet(bytes);
  }

  static void leased(long bytes) {
    LEASED.addAndGet(bytes);
  }

  static boolean isIdleTooMuch() {
    return ALLOCATED.get() - LEASED.get() > LIMIT;
  }

  /**
   * Makes the collector run if it is time to, before so many bytes more are allocated.
   *
   * @return whether something may have been found
   */
  static boolean collect(long bytes) {
    return isDue(bytes) && collectOnce(bytes);
  }

  private static boolean isDue(long bytes) {
    return LEASED.get() + bytes > threshold;
  }

  private static synchronized boolean collectOnce(long bytes) {
    if (!isDue(bytes)) {
      return true;
    }
    long start = System.nanoTime();
    long before = LEASED.get();
    System.gc();
    long after = before;
    for (int i = 0; i < PATIENCE; i++) {
      LockSupport.parkNanos(1_000_000);
      long last = after;
      after = LEASED.get();
      if (after == last && after < before) {
        break;
      }
    }
    long end = System.nanoTime();
    boolean isSeldom = start - lastLook >= SELDOM * (end - start);
    lastLook = end;
    threshold = Math.max(isSeldom ? threshold : 2 * threshold, 2 * after);
    return true;
  }
}
