package io.github.shapeproof.processor.diagnostic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.SourceText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The first help of each error as one unified diff that {@code git apply} takes. */
public final class Patch {
  private static final int CONTEXT = 3;

  private Patch() {}

  /** The diff, each file in its own encoding; empty where no error has a help. */
  public static byte[] of(List<Reported> errors) {
    Map<String, FileChanges> files = new LinkedHashMap<>();
    Map<String, FieldDeclaration> inserted = new HashMap<>();
    for (Reported error : errors) {
      error.diagnostic().helps().stream()
          .findFirst()
          .flatMap(help -> withoutRepeats(error, help, inserted))
          .filter(help -> SourceEdits.of(error, help).filter(more -> add(files, more)).isPresent())
          .ifPresent(help -> insertions(help).forEach(f -> inserted.put(key(error, f), f)));
    }
    ByteArrayOutputStream patch = new ByteArrayOutputStream();
    files.values().forEach(file -> patch.writeBytes(diff(file)));
    return patch.toByteArray();
  }

  /**
   * A help that inserts no field twice: what an earlier one inserts is read by both. Empty where
   * that is another field of the same name.
   */
  private static Optional<Help> withoutRepeats(
      Reported error, Help help, Map<String, FieldDeclaration> inserted) {
    boolean isFree =
        insertions(help)
            .allMatch(field -> inserted.getOrDefault(key(error, field), field).equals(field));
    List<Edit> edits =
        help.edits().stream()
            .filter(
                edit ->
                    !(edit instanceof Edit.InsertField insert)
                        || !inserted.containsKey(key(error, insert.inserted())))
            .toList();
    return isFree ? Optional.of(new Help(help.text(), edits)) : Optional.empty();
  }

  private static Stream<FieldDeclaration> insertions(Help help) {
    return help.edits().stream()
        .filter(Edit.InsertField.class::isInstance)
        .map(edit -> ((Edit.InsertField) edit).inserted());
  }

  private static String key(Reported error, FieldDeclaration field) {
    return error.model().qualifiedName() + "." + field.name();
  }

  /** What is to change in one file. */
  private record FileChanges(String path, SourceText source, List<Replacement> replacements) {}

  /** Adds an error's changes unless they touch what another error changes; says whether it did. */
  private static boolean add(Map<String, FileChanges> files, SourceEdits.Changes more) {
    return more.source()
        .file()
        .flatMap(SourceRoot::relative)
        .map(
            path ->
                files.computeIfAbsent(
                    path, p -> new FileChanges(p, more.source(), new ArrayList<>())))
        .map(FileChanges::replacements)
        .filter(
            all -> more.replacements().stream().noneMatch(r -> all.stream().anyMatch(r::overlaps)))
        .filter(all -> all.addAll(more.replacements()))
        .isPresent();
  }

  private static byte[] diff(FileChanges file) {
    List<String> before = lines(file.source().content());
    List<String> after = lines(apply(file.source().content(), file.replacements()));
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            "a/" + file.path(), "b/" + file.path(), before, DiffUtils.diff(before, after), CONTEXT);
    return String.join("\n", diff).concat("\n").getBytes(encoding(file.source()));
  }

  /**
   * The encoding of a file, which no compiler tells: the first in which its text has the bytes that
   * are there.
   */
  private static Charset encoding(SourceText source) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(source.file().orElseThrow()));
      return Stream.concat(
              Stream.of(UTF_8, Charset.defaultCharset(), ISO_8859_1),
              Charset.availableCharsets().values().stream())
          .filter(Charset::canEncode)
          .filter(charset -> Arrays.equals(bytes, source.content().getBytes(charset)))
          .findFirst()
          .orElse(UTF_8);
    } catch (IOException e) {
      return UTF_8;
    }
  }

  /** Lines without their ends; a last one without an end says so, as diffs do. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + "\n\\ No newline at end of file");
    }
    return lines;
  }

  /** A text with replacements made. */
  static String apply(String text, List<Replacement> replacements) {
    StringBuilder changed = new StringBuilder(text);
    replacements.stream()
        .sorted((a, b) -> Integer.compare(b.span().start(), a.span().start()))
        .forEach(r -> changed.replace(r.span().start(), r.span().end(), r.text()));
    return changed.toString();
  }
}
