package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.declaration.TypeSource.AnnotationSource;
import io.github.shapeproof.processor.declaration.TypeSource.FieldSource;
import io.github.shapeproof.processor.declaration.TypeSource.ValueSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file in which a model stands, and the place of each of its parts in it. Compilers tell line
 * and column only in their own messages, so we read the file ourselves; where a compiler does not
 * let us, everything here is empty.
 */
public final class SourceText {
  private static final SourceText UNKNOWN =
      new SourceText(Optional.empty(), "", Optional.empty(), List.of());

  private final Optional<URI> file;
  private final String content;
  private final Optional<TypeSource> type;

  /** Offset of each line's first character. */
  private final List<Integer> lines;

  private SourceText(
      Optional<URI> file, String content, Optional<TypeSource> type, List<Integer> lines) {
    this.file = file;
    this.content = content;
    this.type = type;
    this.lines = lines;
  }

  /** The text where no file can be read. */
  public static SourceText unknown() {
    return UNKNOWN;
  }

  /**
   * Reads a type's text.
   *
   * @param content the whole file
   * @param name the type's name within its package, nested ones as {@code Outer.Inner}
   */
  public static SourceText of(URI file, String content, String name) {
    return new SourceText(
        Optional.of(file),
        content,
        TypeScanner.find(JavaLexer.tokens(content), List.of(name.split("\\."))),
        lines(content));
  }

  private static List<Integer> lines(String content) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      boolean beforeFeed = i + 1 < content.length() && content.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !beforeFeed)) {
        starts.add(i + 1);
      }
    }
    return starts;
  }

  /** The file, as the compiler names it. */
  public Optional<URI> file() {
    return file;
  }

  /** The file's own name, such as {@code Block.java}. */
  public Optional<String> fileName() {
    return file.map(URI::getSchemeSpecificPart)
        .map(path -> path.substring(path.lastIndexOf('/') + 1));
  }

  /** The whole file. */
  public String content() {
    return content;
  }

  /** The places of the type's parts. */
  public Optional<TypeSource> type() {
    return type;
  }

  /** Line of a field's name, or 0 where unknown. */
  public int line(String field) {
    return region(Site.field(field)).map(Region::line).orElse(0);
  }

  /**
   * Where a site is. With marks it is the marked part of the string, from the first mark to the
   * last, as far as the string is one plain literal.
   */
  public Optional<Region> region(Site site) {
    return type.flatMap(t -> span(t, site)).map(this::region);
  }

  /** Characters with their lines and columns. */
  public Region region(Span span) {
    int line = lineOf(span.start());
    int endLine = lineOf(span.end());
    return new Region(
        span,
        line + 1,
        span.start() - lines.get(line) + 1,
        endLine + 1,
        span.end() - lines.get(endLine) + 1);
  }

  private int lineOf(int offset) {
    int low = 0;
    int high = lines.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lines.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** An annotation's parts, at the annotation's or any of its attributes' site. */
  public Optional<AnnotationSource> annotation(Site site) {
    return annotations(site).stream().findFirst();
  }

  /** All annotations of that simple name, which those of other packages may have too. */
  List<AnnotationSource> annotations(Site site) {
    return type.stream()
        .flatMap(t -> annotations(t, site.field()).stream())
        .filter(a -> a.name().equals(site.annotation()))
        .toList();
  }

  private static List<AnnotationSource> annotations(TypeSource type, String field) {
    return field.isEmpty()
        ? type.annotations()
        : Optional.ofNullable(type.fields().get(field))
            .map(FieldSource::annotations)
            .orElse(List.of());
  }

  private Optional<Span> span(TypeSource type, Site site) {
    if (site.annotation().isEmpty()) {
      return Optional.ofNullable(type.fields().get(site.field())).map(FieldSource::name);
    }
    return annotation(site)
        .map(
            a ->
                Optional.ofNullable(a.values().get(site.attribute()))
                    .map(v -> marked(value(v, site.index()), site.marks()))
                    .orElse(a.whole()));
  }

  private static Span value(ValueSource value, int index) {
    int item = index < 0 && value.items().size() == 1 ? 0 : index;
    return item >= 0 && item < value.items().size() ? value.items().get(item) : value.value();
  }

  /** The part of a string literal that the marks cover; all of any other value. */
  private Span marked(Span value, List<Site.Range> marks) {
    String source = content.substring(value.start(), value.end());
    List<JavaToken> tokens = JavaLexer.tokens(source);
    boolean plain = tokens.size() == 1 && tokens.get(0).kind() == JavaToken.Kind.STRING;
    if (marks.isEmpty() || !plain) {
      return value;
    }
    StringLiteral literal = new StringLiteral(source);
    int start = marks.stream().mapToInt(Site.Range::start).min().orElse(0);
    int end = marks.stream().mapToInt(Site.Range::end).max().orElse(0);
    if (start > end || end > literal.value().length()) {
      return value;
    }
    return new Span(value.start() + literal.offset(start), value.start() + literal.offset(end));
  }
}
