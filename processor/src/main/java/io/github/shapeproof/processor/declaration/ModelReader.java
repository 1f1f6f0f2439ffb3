package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads classes into values, and finds the faults that only their source shows. */
public final class ModelReader {
  private static final Site MODEL = Site.MODEL.annotation(TensorModel.class.getSimpleName());

  private final Elements elements;
  private final SourceFiles files;

  public ModelReader(ProcessingEnvironment environment) {
    elements = environment.getElementUtils();
    files = new SourceFiles(environment);
  }

  /** Reads a class with {@code @TensorModel}, or one that lacks it although its fields want it. */
  public SourceModel read(TypeElement type) {
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String qualified = type.getQualifiedName().toString();
    String name = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
    return new Reading(type, files.textOf(type, name)).model(packageName, name);
  }

  /** Whether a type bears {@code @TensorModel}. */
  public static boolean isModel(Element type) {
    return AnnotationView.on(type).stream().anyMatch(v -> v.type() == TensorModel.class);
  }

  /** The reading of one type. */
  private static final class Reading {
    private final TypeElement type;
    private final SourceText text;
    private final List<Diagnostic> faults = new ArrayList<>();
    private boolean unresolved;

    Reading(TypeElement type, SourceText text) {
      this.type = type;
      this.text = text;
    }

    SourceModel model(String packageName, String name) {
      Optional<AnnotationView> view =
          AnnotationView.on(type).stream().filter(v -> v.type() == TensorModel.class).findFirst();
      Attributes attributes =
          view.filter(this::isSound)
              .map(AnnotationView::attributes)
              .orElseGet(() -> Attributes.of(TensorModel.class, Map.of()));
      List<FieldDeclaration> fields = view.isPresent() ? fields() : strays();
      ModelDeclaration declaration =
          new ModelDeclaration(
              packageName,
              name,
              attributes.constant("layout", Layout.class),
              axes(attributes),
              attributes.texts("where"),
              fields);
      if (view.isPresent()) {
        checkKind();
      }
      return new SourceModel(type, declaration, text, faults, unresolved);
    }

    private boolean isSound(AnnotationView view) {
      unresolved |= view.isBroken();
      return !view.isBroken();
    }

    private int axes(Attributes attributes) {
      int axes = attributes.integer("axes");
      if (axes < 1 || axes > 3) {
        fault(
            Code.SP305,
            MODEL.attribute("axes"),
            "`%s` has axes = %d, but a model has 1, 2 or 3 spatial axes"
                .formatted(type.getSimpleName(), axes));
        return (Integer) Attributes.of(TensorModel.class, Map.of()).integer("axes");
      }
      return axes;
    }

    private void checkKind() {
      boolean member = type.getEnclosingElement().getKind() != ElementKind.PACKAGE;
      if (type.getKind() != ElementKind.CLASS) {
        String kind = type.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        faults.clear();
        fault(
            Code.SP004,
            MODEL,
            "`%s` is %s %s, but a model is a class"
                .formatted(
                    type.getSimpleName(), "aeiou".indexOf(kind.charAt(0)) < 0 ? "a" : "an", kind));
      } else if (member && !type.getModifiers().contains(Modifier.STATIC)) {
        fault(
            Code.SP004,
            MODEL,
            "`%s` is an inner class, but a nested model is static".formatted(type.getSimpleName()));
      }
    }

    private List<FieldDeclaration> strays() {
      for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
        for (AnnotationView view : AnnotationView.on(field)) {
          fault(
              Code.SP006,
              Site.field(field.getSimpleName().toString()).annotation(view.name()),
              "`%s` has @%s, but `%s` has no @TensorModel and is not checked"
                  .formatted(field.getSimpleName(), view.name(), type.getSimpleName()));
          return List.of();
        }
      }
      return List.of();
    }

    private List<FieldDeclaration> fields() {
      List<FieldDeclaration> fields = new ArrayList<>();
      for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
        unresolved |= AnnotationView.anyUnknown(field);
        List<AnnotationView> views = AnnotationView.on(field);
        if (!views.isEmpty()) {
          field(field, views).ifPresent(fields::add);
        }
      }
      return fields;
    }

    private Optional<FieldDeclaration> field(VariableElement field, List<AnnotationView> views) {
      String name = field.getSimpleName().toString();
      FieldViews annotations = new FieldViews(views);
      Optional<Diagnostic> fault = wrong(field, annotations);
      fault.ifPresent(faults::add);
      if (annotations.operations().isEmpty() || field.getModifiers().contains(Modifier.STATIC)) {
        return Optional.empty();
      }
      Optional<String> shape =
          annotations.shape().filter(this::isSound).map(v -> v.attributes().text("value"));
      AnnotationView operation = annotations.operations().get(0);
      Optional<LayerDeclaration> layer =
          Optional.of(operation)
              .filter(v -> !FieldViews.isInput(v))
              .map(v -> new LayerDeclaration(v.type(), attributes(v)));
      return Optional.of(
          new FieldDeclaration(name, text.line(name), shape, layer, annotations.isOutput()));
    }

    private Attributes attributes(AnnotationView view) {
      return isSound(view) ? view.attributes() : Attributes.of(view.type(), Map.of());
    }

    private static Optional<Diagnostic> wrong(VariableElement field, FieldViews annotations) {
      String name = field.getSimpleName().toString();
      Site site = Site.field(name);
      List<AnnotationView> operations = annotations.operations();
      String first = annotations.first().name();
      if (field.getModifiers().contains(Modifier.STATIC)) {
        return Optional.of(
            Diagnostic.of(
                Code.SP013,
                site.annotation(first),
                "`%s` is static and has @%s, but a tensor is no static field"
                    .formatted(name, first)));
      }
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
                "`%s` has both @%s and @%s; a tensor has one operation, so give the second a field"
                    .formatted(name, operations.get(0).name(), operations.get(1).name())));
      }
      if (field.asType().getKind().isPrimitive()) {
        return Optional.of(
            Diagnostic.of(
                Code.SP016,
                site,
                "`%s` is of type %s, but a tensor is of a reference type such as INDArray"
                    .formatted(name, field.asType().getKind().name().toLowerCase(Locale.ROOT))));
      }
      return Optional.empty();
    }

    private void fault(Code code, Site site, String sentence) {
      faults.add(Diagnostic.of(code, site, sentence));
    }
  }
}
