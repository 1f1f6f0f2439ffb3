package io.github.shapeproof.processor.diagnostic;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our own sentences, in which names stand between backticks, in another markup. */
public final class Backticks {
  private static final Pattern NAME = Pattern.compile("`([^`]*)`");

  private Backticks() {}

  /** A sentence with its words and its names rewritten, each by its own rule. */
  public static String rewrite(
      String sentence, UnaryOperator<String> words, UnaryOperator<String> name) {
    StringBuilder rewritten = new StringBuilder();
    Matcher names = NAME.matcher(sentence);
    int end = 0;
    for (; names.find(); end = names.end()) {
      rewritten.append(words.apply(sentence.substring(end, names.start())));
      rewritten.append(name.apply(names.group(1)));
    }
    return rewritten.append(words.apply(sentence.substring(end))).toString();
  }
}
