package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -Ashapeproof.…} says.
 *
 * @param adapters whether adapters are generated
 * @param sarif where to write findings as SARIF
 * @param patch where to write the first help of each error as a diff
 * @param report the folder for a page about each model
 * @param faults what is wrong with the options; a wrong one counts as left out
 */
record Options(
    boolean adapters,
    Optional<Path> sarif,
    Optional<Path> patch,
    Optional<Path> report,
    List<Diagnostic> faults) {
  private static final String PREFIX = "shapeproof.";
  private static final String GENERATE = PREFIX + "generate";
  private static final String SARIF = PREFIX + "sarif";
  private static final String PATCH = PREFIX + "patch";
  private static final String REPORT = PREFIX + "report";

  static final Set<String> NAMES = Set.of(GENERATE, SARIF, PATCH, REPORT);

  /** Reads and validates the options of a compilation. */
  static Options parse(Map<String, String> given) {
    List<Diagnostic> faults = new ArrayList<>();
    for (String name : new TreeMap<>(given).keySet()) {
      if (name.startsWith(PREFIX) && !NAMES.contains(name)) {
        faults.add(
            fault(
                "-A%s is no option; known are %s=adapters|none, %s=PATH, %s=PATH and %s=FOLDER"
                    .formatted(name, GENERATE, SARIF, PATCH, REPORT)));
      }
    }
    return new Options(
        adapters(given, faults),
        path(given, SARIF, "file", faults),
        path(given, PATCH, "file", faults),
        path(given, REPORT, "folder", faults),
        faults);
  }

  /** What adapters that cannot be compiled would show as many errors. */
  static Diagnostic without(String library) {
    return Diagnostic.of(
        Code.SP018,
        Site.MODEL,
        "adapters call %s, which is not on the class path; add it, or check alone with -A%s=none"
            .formatted(library, GENERATE));
  }

  private static boolean adapters(Map<String, String> given, List<Diagnostic> faults) {
    if (!given.containsKey(GENERATE)) {
      return true;
    }
    String value = given.get(GENERATE);
    if (!"none".equals(value) && !"adapters".equals(value)) {
      faults.add(fault("-A%s=%s: the value is adapters or none".formatted(GENERATE, shown(value))));
    }
    return !"none".equals(value);
  }

  private static Optional<Path> path(
      Map<String, String> given, String name, String kind, List<Diagnostic> faults) {
    if (!given.containsKey(name)) {
      return Optional.empty();
    }
    String value = given.get(name);
    try {
      if (value != null && !value.isBlank()) {
        return Optional.of(Path.of(value));
      }
    } catch (InvalidPathException e) {
      // Falls through to the error below, which shows the value.
    }
    faults.add(fault("-A%s=%s: the value is the path of a %s".formatted(name, shown(value), kind)));
    return Optional.empty();
  }

  private static String shown(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Diagnostic fault(String sentence) {
    return Diagnostic.of(Code.SP014, Site.MODEL, sentence);
  }
}
