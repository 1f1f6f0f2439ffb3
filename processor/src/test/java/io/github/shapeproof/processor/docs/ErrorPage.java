package io.github.shapeproof.processor.docs;

import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of {@code docs/errors}: a {@code java} block that fails, a {@code text} block with the
 * message, and a {@code java} block that compiles. An {@code options} block before an example holds
 * the options to compile it with.
 *
 * @param text the page
 * @param message the message that it shows
 */
record ErrorPage(String text, Example failing, String message, Example mended) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** A model and the options to compile it with. */
  record Example(String source, List<String> options) {

    /** A message as javac prints it: with the line at fault, and a caret below its column. */
    String printed(Message error) {
      String[] lines = error.text().split("\n", -1);
      StringBuilder printed = new StringBuilder();
      if (error.line() > 0) {
        printed.append(error.file()).append(':').append(error.line()).append(": ");
      }
      printed.append("error: ").append(lines[0]).append('\n');
      if (error.line() > 0) {
        printed.append(source.split("\n")[(int) error.line() - 1]).append('\n');
        printed.append(" ".repeat((int) error.column() - 1)).append("^\n");
      }
      for (int i = 1; i < lines.length; i++) {
        printed.append("  ").append(lines[i]).append('\n');
      }
      return printed.toString();
    }
  }

  static ErrorPage read(Path file) throws IOException {
    String text = Files.readString(file);
    List<Example> examples = new ArrayList<>();
    List<String> options = List.of();
    String message = "";
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      String content = blocks.group(2);
      switch (blocks.group(1)) {
        case "options" -> options = content.lines().toList();
        case "text" -> message = content;
        case "java" -> {
          examples.add(new Example(content, options));
          options = List.of();
        }
        default -> throw new AssertionError("unknown block in " + file + ": " + blocks.group(1));
      }
    }
    if (examples.size() != 2) {
      throw new AssertionError("not two examples in " + file);
    }
    return new ErrorPage(text, examples.get(0), message, examples.get(1));
  }

  /** The page with another message. */
  String withMessage(String other) {
    Matcher blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).equals("text")) {
        return text.substring(0, blocks.start(2)) + other + text.substring(blocks.end(2));
      }
    }
    throw new AssertionError("no message");
  }
}
