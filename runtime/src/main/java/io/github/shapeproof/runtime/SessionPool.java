package io.github.shapeproof.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lends a session to each concurrent caller of an adapter: that of the thread's last call, whose
 * memory is in the caches of its processor, or else any.
 */
public final class SessionPool implements AutoCloseable {
  private final Desks<Session> last = new Desks<>();

  /** Of threads that share a place. */
  private final ConcurrentLinkedDeque<Session> others = new ConcurrentLinkedDeque<>();

  /** Runs a call with a session of its own. */
  public <R> R run(Function<Session, R> call) {
    Session session = take();
    Team.enter();
    try {
      return call.apply(session);
    } finally {
      Team.leave();
      Session other = last.swap(session);
      if (other != null) {
        others.addFirst(other);
      }
    }
  }

  private Session take() {
    Session session = last.take();
    if (session == null) {
      session = idle();
    }
    return session == null ? new Session() : session;
  }

  private @Nullable Session idle() {
    Session session = others.pollFirst();
    return session == null ? last.takeAny() : session;
  }

  /**
   * Frees the buffers of all idle sessions, and what is kept for results, of other adapters too.
   */
  @Override
  public void close() {
    for (Session session = idle(); session != null; session = idle()) {
      session.close();
    }
    Results.freeIdle();
  }
}
