package io.github.shapeproof.processor.diagnostic;

import static java.util.stream.Collectors.joining;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceText;
import io.github.shapeproof.processor.declaration.Span;
import io.github.shapeproof.processor.declaration.TypeSource.AnnotationSource;
import io.github.shapeproof.processor.declaration.TypeSource.FieldSource;
import io.github.shapeproof.processor.declaration.TypeSource.ValueSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Edits of a model as changes of the text in which it was written. */
final class SourceEdits {
  private final ModelDeclaration model;
  private final SourceText source;
  private final JavaNames names;

  /** What each touched annotation is to say: attribute by attribute, absent to leave one out. */
  private final Map<Site, Map<String, Optional<String>>> attributes = new LinkedHashMap<>();

  /** What is to be added to {@code where}. */
  private final List<String> facts = new ArrayList<>();

  private final List<Replacement> replacements = new ArrayList<>();
  private boolean possible = true;

  private SourceEdits(ModelDeclaration model, SourceText source) {
    this.model = model;
    this.source = source;
    this.names = new JavaNames(source);
  }

  /**
   * What a help changes of one file.
   *
   * @param source the file
   * @param replacements the changes, in source order
   */
  record Changes(SourceText source, List<Replacement> replacements) {}

  /** What a help changes; empty where the text is not known well enough to make it. */
  static Optional<Changes> of(Reported error, Help help) {
    return help.edits().get(0) instanceof Edit.InApplied other
        ? other.model().source().flatMap(s -> of(other.model().declaration(), s, other.edits()))
        : of(error.model(), error.source(), help.edits());
  }

  private static Optional<Changes> of(ModelDeclaration model, SourceText source, List<Edit> edits) {
    SourceEdits all = new SourceEdits(model, source);
    edits.forEach(all::add);
    all.addFacts();
    all.attributes.forEach(all::rewrite);
    all.replacements.sort(Comparator.comparingInt(r -> r.span().start()));
    return all.possible
        ? Optional.of(new Changes(source, List.copyOf(all.replacements)))
        : Optional.empty();
  }

  private void add(Edit edit) {
    if (edit instanceof Edit.SetAttribute set) {
      attribute(layer(set.field()), set.attribute(), Optional.of(names.value(set.value())));
    } else if (edit instanceof Edit.RemoveAttribute remove) {
      attribute(layer(remove.field()), remove.attribute(), Optional.empty());
    } else if (edit instanceof Edit.ReplaceLayer replace) {
      annotation(layer(replace.field()))
          .ifPresent(a -> replace(a.whole(), names.annotation(replace.layer())));
    } else if (edit instanceof Edit.SetShape shape) {
      Site site = Site.field(shape.field()).annotation("Shape");
      attribute(site, "value", Optional.of(names.value(shape.text())));
    } else if (edit instanceof Edit.SetLayout layout) {
      attribute(Site.MODEL, "layout", Optional.of(names.value(layout.layout())));
    } else if (edit instanceof Edit.SetAxes axes) {
      attribute(Site.MODEL, "axes", Optional.of(names.value(axes.axes())));
    } else if (edit instanceof Edit.AddFact fact) {
      facts.add(fact.fact());
    } else if (edit instanceof Edit.SetFact fact) {
      set(fact);
    } else if (edit instanceof Edit.MarkOutput mark) {
      annotation(layer(mark.field()))
          .map(a -> a.whole().end())
          .ifPresent(end -> insert(end, " @" + names.type("Output")));
    } else if (edit instanceof Edit.InsertField insert) {
      insert(insert);
    } else {
      throw new IllegalStateException("no source text for " + edit);
    }
  }

  private Site layer(String field) {
    return model.field(field).map(FieldDeclaration::layerSite).orElse(Site.MODEL);
  }

  private void attribute(Site annotation, String attribute, Optional<String> value) {
    attributes.computeIfAbsent(annotation, site -> new LinkedHashMap<>()).put(attribute, value);
  }

  private Optional<AnnotationSource> annotation(Site site) {
    Optional<AnnotationSource> annotation = source.annotation(site);
    boolean isShared = source.type().filter(t -> t.isShared(site.field())).isPresent();
    possible &= annotation.isPresent() && !isShared;
    return annotation;
  }

  private void replace(Span span, String text) {
    replacements.add(new Replacement(span, text));
  }

  private void insert(int at, String text) {
    replace(new Span(at, at), text);
  }

  private String text(Span span) {
    return source.content().substring(span.start(), span.end());
  }

  private Optional<ValueSource> where() {
    return source
        .annotation(Site.MODEL)
        .flatMap(model -> Optional.ofNullable(model.values().get("where")));
  }

  private void set(Edit.SetFact fact) {
    where()
        .map(ValueSource::items)
        .filter(items -> fact.index() < items.size())
        .ifPresentOrElse(
            items -> replace(items.get(fact.index()), names.value(fact.fact())),
            () ->
                attribute(
                    Site.MODEL, "where", Optional.of(names.value(fact.apply(model).where()))));
  }

  /** Adds the facts to those that stand there. */
  private void addFacts() {
    if (!facts.isEmpty()) {
      String all = where().flatMap(this::withFacts).orElseGet(() -> names.value(facts));
      attribute(Site.MODEL, "where", Optional.of(all));
    }
  }

  /** The facts behind those of a value; empty where it has none. */
  private Optional<String> withFacts(ValueSource where) {
    String more = facts.stream().map(fact -> ", " + names.value(fact)).collect(joining());
    Span value = where.value();
    if (!text(value).startsWith("{")) {
      return Optional.of("{" + text(value) + more + "}");
    }
    return last(where.items())
        .map(Span::end)
        .map(end -> text(new Span(value.start(), end)) + more + text(new Span(end, value.end())));
  }

  private static <T> Optional<T> last(List<T> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
  }

  /** Changes only what is to change: all around it stays, comments too. */
  private void rewrite(Site site, Map<String, Optional<String>> changes) {
    annotation(site).ifPresent(annotation -> rewrite(annotation, changes));
  }

  private void rewrite(AnnotationSource annotation, Map<String, Optional<String>> changes) {
    Map<String, ValueSource> values = annotation.values();
    String added =
        changes.entrySet().stream()
            .filter(change -> !values.containsKey(change.getKey()))
            .flatMap(change -> change.getValue().map(t -> change.getKey() + " = " + t).stream())
            .collect(joining(", "));
    List<ValueSource> kept = new ArrayList<>();
    List<ValueSource> removed = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          String old = text(value.value());
          Optional<String> text = changes.getOrDefault(name, Optional.of(old));
          boolean bare = value.pair().equals(value.value()) && !added.isEmpty();
          (text.isPresent() ? kept : removed).add(value);
          text.map(t -> bare ? "value = " + t : t)
              .filter(t -> !t.equals(old))
              .ifPresent(t -> replace(value.value(), t));
        });
    if (!added.isEmpty() && !removed.isEmpty()) {
      kept.add(removed.get(0));
      replace(removed.remove(0).pair(), added);
    } else if (!added.isEmpty()) {
      insert(annotation, last(kept), added);
    }
    removed.forEach(value -> remove(value, kept));
  }

  private void insert(AnnotationSource annotation, Optional<ValueSource> last, String pairs) {
    if (last.isPresent()) {
      insert(last.get().pair().end(), ", " + pairs);
    } else if (annotation.arguments().isPresent()) {
      insert(annotation.arguments().get().start(), pairs);
    } else {
      insert(annotation.whole().end(), "(" + pairs + ")");
    }
  }

  /** Takes out an attribute with the comma behind it; the last one with that of the last kept. */
  private void remove(ValueSource value, List<ValueSource> kept) {
    if (value.comma().isPresent()) {
      Span comma = value.comma().get();
      String behind = source.content().substring(comma.end());
      int blanks = behind.length() - behind.stripLeading().length();
      cut(value.pair(), new Span(comma.start(), comma.end() + blanks));
    } else {
      kept.stream()
          .max(Comparator.comparingInt(k -> k.pair().start()))
          .flatMap(ValueSource::comma)
          .ifPresentOrElse(comma -> cut(comma, value.pair()), () -> replace(value.pair(), ""));
    }
  }

  /** Takes out two pieces, and what is between them unless it says something. */
  private void cut(Span first, Span second) {
    if (text(first.until(second)).isBlank()) {
      replace(new Span(first.start(), second.end()), "");
    } else {
      replace(first, "");
      replace(second, "");
    }
  }

  /** Declares a tensor above another, of the same type and with the same modifiers. */
  private void insert(Edit.InsertField insert) {
    Optional<FieldSource> before =
        source.type().flatMap(t -> Optional.ofNullable(t.fields().get(insert.before())));
    possible &= before.isPresent();
    before.ifPresent(
        field -> {
          int start = field.declaration().start();
          int afterAnnotations =
              field.annotations().stream().mapToInt(a -> a.whole().end()).max().orElse(start);
          String type = text(new Span(afterAnnotations, field.name().start())).strip();
          possible &= !type.isEmpty() && !type.contains(",");
          int line = source.content().lastIndexOf('\n', start - 1) + 1;
          String indent = text(new Span(line, start));
          insert(
              start,
              names.annotation(insert.inserted().layer().orElseThrow())
                  + " "
                  + type
                  + " "
                  + insert.inserted().name()
                  + ";"
                  + (indent.isBlank() ? newline() + indent : " "));
        });
  }

  private String newline() {
    return source.content().contains("\r\n") ? "\r\n" : "\n";
  }
}
