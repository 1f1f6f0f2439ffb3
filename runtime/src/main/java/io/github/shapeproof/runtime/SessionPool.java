package io.github.shapeproof.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lends a session to each concurrent caller of an adapter: that of the thread's last call, whose
 * memory is in the caches of its processor, or else any.
 */
public final class SessionPool implements AutoCloseable {
  private final Desks<Session> last = new Desks<>();

  /** Of threads that share a place. */
  private final ConcurrentLinkedDeque<Session> others = new ConcurrentLinkedDeque<>();

  /** The one result of a method for some inputs: see {@link Session#result}. */
  public INDArray result(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    Session session = take();
    try {
      return session.result(maker, sizes, inputs);
    } finally {
      leave(session);
    }
  }

  /** The results of a method for some inputs: see {@link Session#results}. */
  public INDArray[] results(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    Session session = take();
    try {
      return session.results(maker, sizes, inputs);
    } finally {
      leave(session);
    }
  }

  private Session take() {
    Session session = last.take();
    if (session == null) {
      session = idle();
    }
    Team.enter();
    return session == null ? new Session() : session;
  }

  private void leave(Session session) {
    Team.leave();
    Session other = last.swap(session);
    if (other != null) {
      others.addFirst(other);
    }
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
