package io.github.shapeproof.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * Lends a session to each concurrent caller of an adapter: that of the thread's last call, whose
 * memory is in the caches of its processor, or else the most recently used one.
 */
public final class SessionPool implements AutoCloseable {
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

  /** Runs a call with a session of its own. */
  public <R> R run(Function<Session, R> call) {
    Session session = take();
    Team.enter();
    try {
      return call.apply(session);
    } finally {
      Team.leave();
      idle.addFirst(session);
    }
  }

  private Session take() {
    for (Session session : idle) {
      if (session.wasMine() && idle.remove(session)) {
        return session;
      }
    }
    Session session = idle.pollFirst();
    if (session == null) {
      session = new Session();
    }
    session.makeMine();
    return session;
  }

  /**
   * Frees the buffers of all idle sessions, and what is kept for results, of other adapters too.
   */
  @Override
  public void close() {
    for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
      session.close();
    }
    Results.freeIdle();
  }
}
