package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a string in an annotation, which remembers where it stands, so that a fault in it can
 * be underlined.
 *
 * @param whole the string
 * @param start where the part starts
 * @param end where it ends, exclusive
 * @param site the attribute that holds the string
 */
record Text(String whole, int start, int end, Site site) {

  /** The text of an attribute. */
  static Text of(LayerContext layer, String attribute) {
    String text = layer.attributes().text(attribute);
    return new Text(text, 0, text.length(), layer.site(attribute));
  }

  /** The part from {@code from} to {@code to}, counted in the whole string. */
  Text part(int from, int to) {
    return new Text(whole, from, to, site);
  }

  /** The parts between occurrences of {@code separator}. */
  List<Text> split(String separator) {
    List<Text> parts = new ArrayList<>();
    int from = start;
    for (int at = find(separator, from); at >= 0; at = find(separator, from)) {
      parts.add(part(from, at));
      from = at + separator.length();
    }
    parts.add(part(from, end));
    return parts;
  }

  private int find(String separator, int from) {
    int at = whole.indexOf(separator, from);
    return at + separator.length() <= end ? at : -1;
  }

  /**
   * The parts on the two sides of the one arrow.
   *
   * @throws Fault if there is not exactly one
   */
  List<Text> sides(LayerContext layer) {
    List<Text> sides = split("->");
    if (sides.size() < 2) {
      throw fault(layer, "needs an arrow, as in \"inputs -> result\"");
    }
    if (sides.size() > 2) {
      int second = sides.get(1).end();
      throw part(second, second + 2).fault(layer, "has a second arrow");
    }
    return sides;
  }

  /** This part without blanks around it. */
  String content() {
    return whole.substring(start, end).strip();
  }

  /**
   * The whole string with blanks in place of everything else, for a parser that skips blanks and
   * tells positions.
   */
  String inPlace() {
    return " ".repeat(start) + whole.substring(start, end);
  }

  /** An error that underlines this part; the sentence goes on after the field's name. */
  Fault fault(LayerContext layer, String sentence) {
    return layer.fault(
        Code.SP112, site.marked(start, end), "`%s` %s".formatted(layer.field(), sentence));
  }
}
