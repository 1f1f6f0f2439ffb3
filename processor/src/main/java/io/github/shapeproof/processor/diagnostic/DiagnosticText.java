package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A diagnostic as text. The first line stands alone; string and carets are two consecutive
 * continuation lines, which compilers and build tools keep aligned (compilers.md, row 7), and
 * everything else is in the same message, because notes of their own are miscounted (row 8).
 */
public final class DiagnosticText {
  private static final int SENTENCE = 800;
  private static final int DETAIL = 300;
  private static final int SHAPE = 60;
  private static final int ROWS = 12;

  private DiagnosticText() {}

  /**
   * Renders a diagnostic.
   *
   * @param value the string in which the diagnostic's site marks something
   */
  public static String render(Diagnostic diagnostic, Optional<String> value) {
    List<String> lines = new ArrayList<>();
    lines.add("[" + diagnostic.code() + "] " + Printable.text(diagnostic.sentence(), SENTENCE));
    List<Site.Range> marks = diagnostic.site().marks();
    if (!marks.isEmpty()) {
      value.ifPresent(text -> lines.addAll(MarkedString.lines("    ", text, marks)));
    }
    diagnostic.details().forEach(detail -> lines.add("    " + Printable.text(detail, DETAIL)));
    if (!diagnostic.evidence().isEmpty()) {
      lines.add("  because");
      lines.addAll(because(diagnostic.evidence()));
    }
    diagnostic
        .helps()
        .forEach(help -> lines.add("  help: " + Printable.text(help.text(), SENTENCE)));
    lines.add("  see: " + diagnostic.code().page());
    return String.join("\n", lines);
  }

  /** The evidence as a table; of a long way only both ends. */
  private static List<String> because(List<Evidence> evidence) {
    List<String[]> rows = evidence.stream().map(DiagnosticText::cells).toList();
    int names = rows.stream().mapToInt(r -> r[0].length()).max().orElse(0);
    int shapes = rows.stream().mapToInt(r -> r[1].length()).max().orElse(0);
    String format = "    %-" + names + "s   %-" + Math.max(1, shapes) + "s   %s";
    int left = rows.size() > ROWS ? ROWS / 2 : rows.size();
    int right = rows.size() > ROWS ? rows.size() - ROWS / 2 : rows.size();
    List<String> lines = new ArrayList<>();
    rows.subList(0, left).forEach(row -> lines.add(format.formatted((Object[]) row)));
    if (left < right) {
      lines.add("    … " + (right - left) + " more");
    }
    rows.subList(right, rows.size()).forEach(row -> lines.add(format.formatted((Object[]) row)));
    return lines;
  }

  private static String[] cells(Evidence row) {
    String line = row.line() > 0 ? ", line " + row.line() : "";
    return new String[] {
      Printable.text(row.field(), SHAPE),
      Printable.text(row.shape().isEmpty() ? "scalar" : row.shape(), SHAPE),
      Printable.text(row.reason(), SHAPE) + line
    };
  }
}
