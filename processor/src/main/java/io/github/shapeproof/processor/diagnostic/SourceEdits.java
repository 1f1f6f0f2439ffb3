package io.github.shapeproof.processor.diagnostic;

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
      Site site = Site.MODEL.annotation("TensorModel");
      attribute(site, "layout", Optional.of(names.value(layout.layout())));
    } else if (edit instanceof Edit.SetAxes axes) {
      Site site = Site.MODEL.annotation("TensorModel");
      attribute(site, "axes", Optional.of(names.value(axes.axes())));
    } else if (edit instanceof Edit.AddFact fact) {
      fact(names.value(fact.fact()));
    } else if (edit instanceof Edit.SetFact fact) {
      Site site = Site.MODEL.annotation("TensorModel");
      attribute(site, "where", Optional.of(names.value(fact.apply(model).where())));
    } else if (edit instanceof Edit.MarkOutput mark) {
      annotation(layer(mark.field()))
          .map(a -> a.whole().end())
          .ifPresent(end -> replace(new Span(end, end), " @" + names.type("Output")));
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
    possible &= annotation.isPresent();
    return annotation;
  }

  private void replace(Span span, String text) {
    replacements.add(new Replacement(span, text));
  }

  private String text(Span span) {
    return source.content().substring(span.start(), span.end());
  }

  /** Adds a fact to those that stand there, or that were added before. */
  private void fact(String fact) {
    Site site = Site.MODEL.annotation("TensorModel");
    Optional<String> added =
        attributes.getOrDefault(site, Map.of()).getOrDefault("where", Optional.empty());
    Optional<String> old =
        added.or(
            () ->
                source
                    .annotation(site)
                    .flatMap(a -> Optional.ofNullable(a.values().get("where")))
                    .map(v -> text(v.value())));
    String facts =
        old.map(String::strip)
            .filter(t -> !t.equals("{}"))
            .map(t -> t.startsWith("{") ? t.substring(1, t.lastIndexOf('}')).strip() : t)
            .map(t -> (t.endsWith(",") ? t : t + ",") + " " + fact)
            .map(t -> "{" + t + "}")
            .orElse(fact);
    attribute(site, "where", Optional.of(facts));
  }

  /** Changes values where they stand; with attributes added or left out, writes them all anew. */
  private void rewrite(Site site, Map<String, Optional<String>> changes) {
    Optional<AnnotationSource> found = annotation(site);
    if (found.isEmpty()) {
      return;
    }
    AnnotationSource annotation = found.get();
    Map<String, ValueSource> values = annotation.values();
    if (values.keySet().containsAll(changes.keySet())
        && changes.values().stream().allMatch(Optional::isPresent)) {
      changes.forEach(
          (name, text) ->
              Optional.ofNullable(values.get(name))
                  .ifPresent(v -> replace(v.value(), text.orElseThrow())));
      return;
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    values.forEach((name, value) -> pairs.put(name, text(value.value())));
    changes.forEach(
        (name, text) -> {
          pairs.remove(name);
          text.ifPresent(t -> pairs.put(name, t));
        });
    List<String> arguments = new ArrayList<>();
    pairs.forEach((name, text) -> arguments.add(name + " = " + text));
    String all = String.join(", ", arguments);
    if (annotation.arguments().isPresent()) {
      replace(annotation.arguments().get(), all);
    } else {
      int end = annotation.whole().end();
      replace(new Span(end, end), "(" + all + ")");
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
          possible &= indent.isBlank();
          replace(
              new Span(start, start),
              names.annotation(insert.inserted().layer().orElseThrow())
                  + " "
                  + type
                  + " "
                  + insert.inserted().name()
                  + ";"
                  + newline()
                  + indent);
        });
  }

  private String newline() {
    return source.content().contains("\r\n") ? "\r\n" : "\n";
  }
}
