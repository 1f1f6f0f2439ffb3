package io.github.shapeproof.processor.report;

import io.github.shapeproof.processor.diagnostic.Backticks;
import io.github.shapeproof.processor.diagnostic.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page in Markdown, of the kind that GitHub shows, whatever the texts hold. */
final class Markdown {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<|~&]");

  private final List<String> blocks = new ArrayList<>();

  /** Adds a title; level 1 is that of the page. */
  void title(int level, String words) {
    blocks.add("#".repeat(level) + " " + words);
  }

  /** Adds a paragraph, a list, a table or a fence. */
  void block(String text) {
    blocks.add(text);
  }

  /** The page. */
  @Override
  public String toString() {
    return String.join("\n\n", blocks) + "\n";
  }

  /** A list; {@code "1. "} before each item numbers them. */
  static String list(String before, List<String> items) {
    return items.stream().map(before::concat).collect(Collectors.joining("\n"));
  }

  /** A table; the last column is one of numbers. */
  static String table(List<String> heads, List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(row(heads));
    lines.add("|---".repeat(heads.size() - 1) + "|--:|");
    rows.forEach(row -> lines.add(row(row)));
    return String.join("\n", lines);
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** A name, a shape or a size, which is shown as it is; nothing for an empty text. */
  static String code(Object text) {
    String shown = Printable.text(text.toString()).replace('`', '\'').replace("|", "\\|");
    return shown.isEmpty() ? "" : "`" + shown + "`";
  }

  /** A few words, in which names stand between backticks. */
  static String words(String text) {
    return Backticks.rewrite(text, Markdown::plain, Markdown::code);
  }

  private static String plain(String text) {
    return SPECIAL.matcher(Printable.text(text)).replaceAll("\\\\$0");
  }
}
