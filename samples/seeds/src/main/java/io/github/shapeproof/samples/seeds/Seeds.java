package io.github.shapeproof.samples.seeds;

import io.github.shapeproof.samples.seeds.addition.AdditionSeeds;
import io.github.shapeproof.samples.seeds.fusion.FusionSeeds;
import io.github.shapeproof.samples.seeds.loss.LossSeeds;
import io.github.shapeproof.samples.seeds.resnet.ResnetSeeds;
import io.github.shapeproof.samples.seeds.transposed.TransposedSeeds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Shows what became of every claim: the errors of the wrong ones as the compiler prints them, the
 * right and the mended models run on ND4J, and a table. Exits with 1 if any row is not as it should
 * be.
 */
public final class Seeds {
  /** All claims of the five answers. */
  public static final List<Seed> ROWS =
      Stream.of(
              FusionSeeds.ROWS,
              AdditionSeeds.ROWS,
              ResnetSeeds.ROWS,
              LossSeeds.ROWS,
              TransposedSeeds.ROWS)
          .flatMap(List::stream)
          .toList();

  private Seeds() {}

  /**
   * Runs everything.
   *
   * @param args the folder with the wrong claims
   */
  public static void main(String[] args) throws IOException {
    Path claims = Path.of("").toAbsolutePath().relativize(Path.of(args[0]).toAbsolutePath());
    ClaimCompiler compiler =
        new ClaimCompiler(claims, Files.createTempDirectory("shapeproof-claims"));
    if (!show(compiler, System.out)) {
      System.exit(1);
    }
  }

  private static boolean show(ClaimCompiler compiler, PrintStream out) {
    out.println("== What the compiler says of the wrong claims");
    List<Outcome> outcomes = ROWS.stream().map(seed -> Outcome.of(seed, compiler)).toList();
    for (Outcome outcome : outcomes) {
      if (outcome.seed().refutation().isPresent()) {
        out.printf("%n%s, claimed: %s%n", outcome.seed().number(), outcome.seed().claim());
        outcome.messages().forEach(out::println);
      }
    }
    out.printf("%n== What the right models and the mended ones compute, beside plain loops%n%n");
    for (Outcome outcome : outcomes) {
      out.printf(
          "%s  %-24s  %-32s  largest difference %.0e%n",
          outcome.seed().number(),
          outcome.seed().model().getSimpleName(),
          outcome.values().shape(),
          outcome.values().difference());
    }
    out.printf("%n== All claims%n%n");
    outcomes.forEach(outcome -> out.println(row(outcome)));
    long ok = outcomes.stream().filter(Outcome::ok).count();
    out.printf("%n%d of %d rows as they should be%n", ok, outcomes.size());
    return ok == outcomes.size();
  }

  private static String row(Outcome outcome) {
    Seed seed = outcome.seed();
    return String.format(
        "%-6s  %s  %-61s  %s",
        outcome.ok() ? "ok" : "FAILED",
        seed.number(),
        seed.claim(),
        seed.refutation().isPresent() ? "wrong: does not compile; mended: runs" : "right: runs");
  }
}
