package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.Arrays;
import java.util.List;

/**
 * A fault of our own, as an error that can be reported to us. An exception that left the processor
 * would end the user's build (compilers.md, row 23).
 */
final class Crash {
  private static final int FRAMES = 8;

  private Crash() {}

  static Diagnostic of(String model, Throwable cause) {
    String sentence =
        "`%s` could not be checked, by a fault of ShapeProof %s that you are asked to report: %s"
            .formatted(model, Version.text(), cause);
    List<String> trace =
        Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame).toList();
    return new Diagnostic(Code.SP901, Site.MODEL, sentence, trace, List.of(), List.of());
  }
}
