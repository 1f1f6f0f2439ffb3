package io.github.shapeproof.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/** Lends a session to each concurrent caller of an adapter, the most recently used one first. */
public final class SessionPool implements AutoCloseable {
  private final Results results = new Results();
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

  /** Runs a call with a session of its own. */
  public <R> R run(Function<Session, R> call) {
    Session session = idle.pollFirst();
    if (session == null) {
      session = new Session(results);
    }
    Team.enter();
    try {
      return call.apply(session);
    } finally {
      Team.leave();
      idle.addFirst(session);
    }
  }

  /** Frees the buffers of all idle sessions, and what is kept for results. */
  @Override
  public void close() {
    for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
      session.close();
    }
    results.close();
  }
}
