package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.Site;
import java.util.List;

/** A string in quotes and, below it, carets under its marked parts. */
final class MarkedString {
  /** Characters shown at most; of a longer string, the part around the first mark. */
  private static final int WINDOW = 76;

  private static final int BEFORE = 20;

  private MarkedString() {}

  /** The two lines. A mark of nothing, such as the end of the string, gets one caret. */
  static List<String> lines(String indent, String text, List<Site.Range> marks) {
    int first = marks.stream().mapToInt(Site.Range::start).min().orElse(0);
    int from = text.length() <= WINDOW ? 0 : Math.max(0, Math.min(first, text.length()) - BEFORE);
    int to = Math.min(text.length(), from + WINDOW);
    StringBuilder shown = new StringBuilder(from > 0 ? "…\"" : "\"");
    StringBuilder carets = new StringBuilder(" ".repeat(shown.length()));
    for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
      String character = Printable.character(text.codePointAt(at));
      shown.append(character);
      carets.append(
          (isMarked(at, marks) ? "^" : " ")
              .repeat(character.codePointCount(0, character.length())));
    }
    shown.append(to < text.length() ? "\"…" : "\"");
    carets.append(isMarked(to, marks) ? "^" : "");
    return List.of(indent + shown, indent + carets.toString().stripTrailing());
  }

  private static boolean isMarked(int at, List<Site.Range> marks) {
    return marks.stream().anyMatch(m -> m.start() <= at && at < Math.max(m.end(), m.start() + 1));
  }
}
