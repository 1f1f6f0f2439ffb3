package io.github.shapeproof.processor.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic.Kind;

/**
 * What a compiler reported.
 *
 * @param file simple name of the file, or empty
 * @param line from 1, or 0 for no place
 * @param column from 1, or 0 for no place, in the source as it was given
 * @param position offset in the file
 */
public record Message(Kind kind, String file, long line, long column, long position, String text) {
  private static final Pattern CODE = Pattern.compile("\\[(SP\\d{3})]");

  /** Our code, or empty for a message of the compiler itself. */
  public String code() {
    Matcher code = CODE.matcher(text);
    return code.find() ? code.group(1) : "";
  }

  public boolean isError() {
    return kind == Kind.ERROR;
  }
}
