package io.github.shapeproof.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** Learned parameters that must not be closed, by their names. */
  private final Map<String, Tensor> weights = new LinkedHashMap<>();

  /**
   * A learned parameter for the calls to come, which then look whether it is still open.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Tensor weight(Weights all, String name) {
    Tensor weight = Tensor.of(all.get(name));
    weights.put(name, weight);
    return weight;
  }

  /**
   * The learned parameters by their names.
   *
   * @throws ShapeMismatchException if one was closed
   */
  Map<String, Tensor> openWeights() {
    weights.forEach(SessionPool::requireOpen);
    return Collections.unmodifiableMap(weights);
  }

  /** The one result of a method for some inputs: see {@link Session#result}. */
  public INDArray result(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    Session session = take();
    try {
      return session.result(maker, sizes, inputs);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    } finally {
      leave(session);
    }
  }

  /** The results of a method for some inputs: see {@link Session#results}. */
  public INDArray[] results(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    Session session = take();
    try {
      return session.results(maker, sizes, inputs);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    } finally {
      leave(session);
    }
  }

  private Session take() {
    openWeights();
    Session session = last.take();
    if (session == null) {
      session = idle();
    }
    Session mine = session == null ? new Session() : session;
    Team.enter();
    return mine;
  }

  private static void requireOpen(String name, Tensor weight) {
    if (weight.wasClosed()) {
      throw new ShapeMismatchException("weight '" + name + "' is closed: its memory is freed");
    }
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
