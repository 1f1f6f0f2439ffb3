package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.layer.Step;
import java.util.List;

/** One thing to do when a plan runs. */
public sealed interface Action {

  /** What is written. */
  Value out();

  /** A runtime operation. */
  record Compute(Value out, Step.Run run, List<Source> inputs) implements Action {}

  /** A copy of all elements in row-major order, where none could be avoided. */
  record Copy(Value out, Value from) implements Action {}

  /**
   * The user's own operation.
   *
   * @param operation its name, see {@link Step.Call}
   */
  record Call(Value out, String operation, List<Source> inputs) implements Action {}
}
