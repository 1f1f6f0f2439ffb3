package io.github.shapeproof.samples.seeds;

import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * What became of a row.
 *
 * @param seed the row
 * @param messages what the compiler says of the claim as the answer makes it; none of a right one
 * @param values the right or mended model, run
 */
public record Outcome(
    Seed seed, List<Diagnostic<? extends JavaFileObject>> messages, Comparison values) {

  /** Whether all is as the table of the seeds has it. */
  public boolean ok() {
    return values.agrees() && seed.refutation().map(this::refuted).orElse(messages.isEmpty());
  }

  private boolean refuted(String numbers) {
    return messages.size() == 1
        && messages.get(0).getKind() == Diagnostic.Kind.ERROR
        && messages.get(0).getMessage(null).contains(numbers);
  }
}
