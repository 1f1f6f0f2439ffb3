package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** The faults of a declaration that its values no longer show. */
final class ModelFaults {
  private ModelFaults() {}

  /** What is wrong with a type; only its kind if that is, for then its fields mean nothing. */
  static List<Diagnostic> of(TypeElement type, Attributes attributes) {
    if (!ModelReader.isModel(type)) {
      return withoutModel(type);
    }
    Optional<Diagnostic> kind = kind(type);
    if (kind.isPresent()) {
      return List.of(kind.get());
    }
    List<Diagnostic> faults = new ArrayList<>();
    int axes = attributes.integer("axes");
    if (axes < 1 || axes > 3) {
      faults.add(
          Diagnostic.of(
              Code.SP305,
              Site.MODEL.attribute("axes"),
              "`%s` has axes = %d, but a model has 1, 2 or 3 spatial axes"
                  .formatted(type.getSimpleName(), axes)));
    }
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      FieldViews annotations = FieldViews.on(field);
      if (!annotations.all().isEmpty()) {
        field(field, annotations).ifPresent(faults::add);
      }
    }
    return faults;
  }

  private static Optional<Diagnostic> kind(TypeElement type) {
    if (type.getKind() != ElementKind.CLASS) {
      String kind =
          switch (type.getKind()) {
            case INTERFACE -> "an interface";
            case ENUM -> "an enum";
            case RECORD -> "a record";
            default -> "an annotation";
          };
      return Optional.of(
          Diagnostic.of(
              Code.SP004,
              Site.MODEL,
              "`%s` is %s, but a model is a class".formatted(type.getSimpleName(), kind)));
    }
    if (type.getNestingKind() != NestingKind.TOP_LEVEL
        && !type.getModifiers().contains(Modifier.STATIC)) {
      return Optional.of(
          Diagnostic.of(
              Code.SP004,
              Site.MODEL,
              "`%s` is an inner class, but a nested model is static"
                  .formatted(type.getSimpleName())));
    }
    return Optional.empty();
  }

  private static Optional<Diagnostic> field(VariableElement field, FieldViews annotations) {
    String name = field.getSimpleName().toString();
    Site site = Site.field(name);
    String first = annotations.all().get(0).name();
    List<AnnotationView> operations = annotations.operations();
    TypeKind type = field.asType().getKind();
    if (operations.isEmpty()) {
      return Optional.of(
          Diagnostic.of(
              Code.SP007,
              site.annotation(first),
              "`%s` has @%s, but neither @Input nor an operation, so it is no tensor"
                  .formatted(name, first)));
    }
    if (operations.size() > 1) {
      return Optional.of(
          Diagnostic.of(
              Code.SP003,
              site.annotation(operations.get(1).name()),
              "`%s` has both @%s and @%s, but a tensor has one operation; declare a second field"
                  .formatted(name, operations.get(0).name(), operations.get(1).name())));
    }
    if (type.isPrimitive()) {
      return Optional.of(
          Diagnostic.of(
              Code.SP016,
              site,
              "`%s` is of type %s, but a tensor is of a reference type such as INDArray"
                  .formatted(name, type.name().toLowerCase(Locale.ROOT))));
    }
    return annotations.isApplication() ? application(field) : Optional.empty();
  }

  /** Why a field's type cannot be applied. */
  private static Optional<Diagnostic> application(VariableElement field) {
    Element owner = Objects.requireNonNull(field.getEnclosingElement());
    Optional<TypeElement> model = Applications.model(field);
    String name = field.getSimpleName().toString();
    String wrong;
    if (model.isEmpty()) {
      wrong =
          "`%s` is of type %s, but @Apply wants a class with @TensorModel as the type"
              .formatted(name, simpleName(field));
    } else if (model.get().equals(owner) || Applications.reach(model.get(), (TypeElement) owner)) {
      wrong =
          "`%s` applies `%s`, so `%s` would contain itself"
              .formatted(name, model.get().getSimpleName(), owner.getSimpleName());
    } else {
      return Optional.empty();
    }
    return Optional.of(Diagnostic.of(Code.SP502, Site.field(name).annotation("Apply"), wrong));
  }

  private static String simpleName(VariableElement field) {
    return field.asType() instanceof DeclaredType declared
        ? declared.asElement().getSimpleName().toString()
        : field.asType().toString();
  }

  /** One error for a type whose fields bear our annotations although it is no model. */
  private static List<Diagnostic> withoutModel(TypeElement type) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      for (AnnotationView view : FieldViews.on(field).all()) {
        return List.of(
            Diagnostic.of(
                Code.SP006,
                Site.field(field.getSimpleName().toString()).annotation(view.name()),
                "`%s` has @%s, but `%s` has no @TensorModel and is not checked"
                    .formatted(field.getSimpleName(), view.name(), type.getSimpleName())));
      }
    }
    return List.of();
  }
}
