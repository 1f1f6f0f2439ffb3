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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

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
    Map<Seed, List<Diagnostic<? extends JavaFileObject>>> said = new HashMap<>();
    for (Seed seed : ROWS) {
      if (seed.refutation().isPresent()) {
        out.printf("%n%s, claimed: %s%n", seed.number(), seed.claim());
        said.put(seed, compiler.compile(seed.model()));
        said.get(seed).forEach(out::println);
      }
    }
    out.printf("%n== What the right models and the mended ones compute, beside plain loops%n%n");
    List<Outcome> outcomes = new ArrayList<>();
    for (Seed seed : ROWS) {
      Comparison values = seed.run().get();
      outcomes.add(new Outcome(seed, said.getOrDefault(seed, List.of()), values));
      out.printf(
          "%s  %-24s  %-32s  largest difference %.0e%n",
          seed.number(), seed.model().getSimpleName(), values.shape(), values.difference());
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
