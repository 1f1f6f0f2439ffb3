package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.declaration.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for edits: {@code "use size = 19 in place of scale = 4 on `up` (line 11)"}. */
final class HelpText {
  /** Fields that are named one by one. */
  private static final int MOST_MARKED = 4;

  private final ModelDeclaration model;

  /** What follows a name of another model than the faulty one. */
  private final String owner;

  /** What a line is a line of. */
  private final String file;

  private HelpText(ModelDeclaration model, String owner, String file) {
    this.model = model;
    this.owner = owner;
    this.file = file;
  }

  HelpText(ModelDeclaration model) {
    this(model, "", "line ");
  }

  private static HelpText of(AppliedModel applied) {
    return new HelpText(
        applied.declaration(),
        " of `%s`".formatted(applied.declaration().simpleName()),
        applied.source().flatMap(SourceText::fileName).map(name -> name + ":").orElse("line "));
  }

  /** A field of a model that is applied, and where it stands. */
  static String place(AppliedModel applied, String field) {
    return of(applied).place(field);
  }

  String of(List<Edit> edits) {
    List<String> parts = new ArrayList<>();
    List<Edit.AddFact> facts = new ArrayList<>();
    List<Edit.MarkOutput> marks = new ArrayList<>();
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      Optional<String> exchange = i == 0 ? Optional.empty() : exchange(edits.get(i - 1), edit);
      if (exchange.isPresent()) {
        parts.set(parts.size() - 1, exchange.get());
      } else if (edit instanceof Edit.AddFact fact) {
        facts.add(fact);
      } else if (edit instanceof Edit.MarkOutput mark) {
        marks.add(mark);
      } else {
        parts.add(of(edit));
      }
    }
    if (!facts.isEmpty()) {
      parts.add(ofFacts(facts));
    }
    if (!marks.isEmpty()) {
      parts.add(ofMarks(marks));
    }
    return String.join(", and ", parts);
  }

  private String of(Edit edit) {
    if (edit instanceof Edit.InApplied other) {
      return of(other.model()).of(other.edits());
    }
    if (edit instanceof Edit.SetLayout set) {
      return "set layout = %s in @TensorModel%s".formatted(set.layout(), owner);
    }
    if (edit instanceof Edit.SetAxes set) {
      return "set axes = %d in @TensorModel%s".formatted(set.axes(), owner);
    }
    if (edit instanceof Edit.SetFact fact) {
      return "use \"%s\" in place of \"%s\" in where%s"
          .formatted(fact.fact(), model.where().get(fact.index()), owner);
    }
    if (edit instanceof Edit.InsertField insert) {
      return inserted(insert);
    }
    if (edit instanceof Edit.SetAttribute set) {
      return set(set);
    }
    if (edit instanceof Edit.RemoveAttribute remove) {
      return "leave out %s on %s"
          .formatted(old(remove.field(), remove.attribute()), place(remove.field()));
    }
    if (edit instanceof Edit.ReplaceLayer replace) {
      return "use %s in place of @%s on %s"
          .formatted(
              annotation(replace.layer()), layer(replace.field()).name(), place(replace.field()));
    }
    if (edit instanceof Edit.SetShape shape) {
      return "declare %s as @Shape(\"%s\")".formatted(place(shape.field()), shape.text());
    }
    throw new IllegalStateException("no words for " + edit);
  }

  private String ofFacts(List<Edit.AddFact> facts) {
    String list =
        facts.stream().map(fact -> '"' + fact.fact() + '"').collect(Collectors.joining(", "));
    return model.where().isEmpty()
        ? "add where = %s to @TensorModel%s"
            .formatted(facts.size() == 1 ? list : "{" + list + "}", owner)
        : "add %s to where%s".formatted(list, owner);
  }

  private String ofMarks(List<Edit.MarkOutput> marks) {
    int more = marks.size() - MOST_MARKED;
    return marks.stream()
        .limit(MOST_MARKED)
        .map(mark -> place(mark.field()))
        .collect(
            Collectors.joining(
                " and to ", "add @Output to ", more > 0 ? " and to %d more".formatted(more) : ""));
  }

  /** What to add where another field will have to be mended after that. */
  String next(String field) {
    return "; an error on %s comes to light then".formatted(place(field));
  }

  /** What to add where these models will have to be given the same facts. */
  static String unsaid(List<String> models) {
    return models.stream()
        .map("`%s`"::formatted)
        .collect(
            Collectors.joining(
                " and ", "; ", models.size() == 1 ? " has to say so too" : " have to say so too"));
  }

  /** One attribute in place of another one of the same operation. */
  private Optional<String> exchange(Edit first, Edit second) {
    if (first instanceof Edit.SetAttribute && second instanceof Edit.RemoveAttribute) {
      return exchange(second, first);
    }
    return first instanceof Edit.RemoveAttribute remove
            && second instanceof Edit.SetAttribute set
            && remove.field().equals(set.field())
            && isAlternative(remove.attribute(), set.attribute())
            && !layer(set.field()).attributes().isWritten(set.attribute())
        ? Optional.of(
            "use %s = %s in place of %s on %s"
                .formatted(
                    set.attribute(),
                    literal(set.value()),
                    old(remove.field(), remove.attribute()),
                    place(set.field())))
        : Optional.empty();
  }

  /** Whether both say the same thing in other ways, as filters and filtersOf do. */
  private static boolean isAlternative(String attribute, String other) {
    return attribute.startsWith(other)
        || other.startsWith(attribute)
        || Roles.TARGETS.containsAll(List.of(attribute, other));
  }

  private String set(Edit.SetAttribute set) {
    String text = "%s = %s".formatted(set.attribute(), literal(set.value()));
    if (model.field(set.field()).isEmpty()) {
      return text;
    }
    Attributes attributes = layer(set.field()).attributes();
    return attributes.isWritten(set.attribute())
        ? "use %s in place of %s on %s"
            .formatted(text, literal(old(attributes, set.attribute())), place(set.field()))
        : "add %s to %s".formatted(text, place(set.field()));
  }

  private String inserted(Edit.InsertField insert) {
    return "insert %s `%s` above `%s`%s"
        .formatted(
            annotation(insert.inserted().layer().orElseThrow()),
            insert.inserted().name(),
            insert.before(),
            owner);
  }

  private String old(String field, String attribute) {
    Attributes attributes = layer(field).attributes();
    return "%s = %s".formatted(attribute, literal(old(attributes, attribute)));
  }

  private static Object old(Attributes attributes, String attribute) {
    Object value = attributes.get(attribute);
    return value == null ? "" : value;
  }

  private LayerDeclaration layer(String field) {
    return model.field(field).flatMap(FieldDeclaration::layer).orElseThrow();
  }

  private String place(String field) {
    int line = model.field(field).map(FieldDeclaration::line).orElse(0);
    String name = "`%s`%s".formatted(field, owner);
    return line > 0 ? "%s (%s%d)".formatted(name, file, line) : name;
  }

  private static String annotation(LayerDeclaration layer) {
    return layer.attributes().written().stream()
        .map(name -> name + " = " + literal(old(layer.attributes(), name)))
        .collect(Collectors.joining(", ", "@" + layer.name() + "(", ")"));
  }

  /** A value as it would stand in an annotation, enum constants by their own name. */
  static String literal(Object value) {
    if (value instanceof List<?> items) {
      return items.size() == 1
          ? literal(items.get(0))
          : items.stream().map(HelpText::literal).collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof String text) {
      return '"' + text + '"';
    }
    if (value instanceof Double number && number.longValue() == number) {
      return String.valueOf(number.longValue());
    }
    return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
  }
}
