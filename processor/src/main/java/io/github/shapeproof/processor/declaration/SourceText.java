package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.declaration.TypeSource.AnnotationSource;
import io.github.shapeproof.processor.declaration.TypeSource.FieldSource;
import io.github.shapeproof.processor.declaration.TypeSource.ValueSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * The file in which a model stands, and the place of each of its parts in it. Compilers tell line
 * and column only in their own messages, so we read the file ourselves; where a compiler does not
 * let us, everything here is empty.
 */
public final class SourceText {
  private static final SourceText UNKNOWN =
      new SourceText(Optional.empty(), "", Optional.empty(), List.of(), Optional.empty());

  private final Optional<URI> file;
  private final String content;
  private final Optional<TypeSource> type;
  private final List<String> imports;
  private final Optional<Scope> scope;

  /** Offset of each line's first character. */
  private final List<Integer> lines;

  private SourceText(
      Optional<URI> file,
      String content,
      Optional<TypeSource> type,
      List<String> imports,
      Optional<Scope> scope) {
    this.file = file;
    this.content = content;
    this.type = type;
    this.imports = List.copyOf(imports);
    this.scope = scope;
    this.lines = lines(content);
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
    List<JavaToken> tokens = JavaLexer.tokens(content);
    return new SourceText(
        Optional.of(file),
        content,
        TypeScanner.find(tokens, List.of(name.split("\\."))),
        imports(tokens),
        Optional.empty());
  }

  private static List<String> imports(List<JavaToken> tokens) {
    List<String> imports = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("import")) {
        StringBuilder statement = new StringBuilder();
        for (i++; i < tokens.size() && !tokens.get(i).is(";"); i++) {
          statement.append(tokens.get(i).text()).append(tokens.get(i).is("static") ? " " : "");
        }
        imports.add(statement.toString());
      }
    }
    return imports;
  }

  /** The same text, with the types that its names mean. */
  SourceText in(Scope names) {
    return new SourceText(file, content, type, imports, Optional.of(names));
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

  /** What the file imports, such as {@code a.b.*} and {@code static a.B.c}. */
  public List<String> imports() {
    return imports;
  }

  /** Whether a simple name in the type means this type. */
  public boolean means(String name, String qualified) {
    return scope
        .flatMap(s -> s.resolve(name))
        .filter(found -> found.getQualifiedName().contentEquals(qualified))
        .isPresent();
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
        .filter(a -> a.simpleName().equals(site.annotation()))
        .toList();
  }

  /**
   * The annotations of a field, or of the type, whose names mean no annotation type, or more than
   * one. A Unicode escape may hide a name, so none are found in a text that has any.
   */
  List<AnnotationSource> unknownAnnotations(String field) {
    return content.contains("\\u")
        ? List.of()
        : type.stream()
            .flatMap(t -> annotations(t, field).stream())
            .filter(a -> scope.isPresent() && !isAnnotation(scope.get().resolve(a.name())))
            .toList();
  }

  private static boolean isAnnotation(Optional<TypeElement> named) {
    return named.filter(t -> t.getKind() == ElementKind.ANNOTATION_TYPE).isPresent();
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
