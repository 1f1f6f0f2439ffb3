package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.processor.declaration.TypeSource.AnnotationSource;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * One of our annotations as it stands on an element: its values typed, each beside the compiler's
 * own. Reads mirrors only, because {@code getAnnotation} throws on broken values (compilers.md, row
 * 15).
 */
final class AnnotationView {
  private static final String PACKAGE = TensorModel.class.getPackageName();

  private final AnnotationMirror mirror;
  private final Class<? extends Annotation> type;
  private final Map<String, AnnotationValue> written;
  private final boolean readable;

  private AnnotationView(AnnotationMirror mirror, Class<? extends Annotation> type) {
    this.mirror = mirror;
    this.type = type;
    Optional<Map<String, AnnotationValue>> values = values(mirror);
    written = values.orElse(Map.of());
    readable = values.isPresent();
  }

  /** The written values; empty where ECJ fails at one of the wrong type (compilers.md, row 12). */
  private static Optional<Map<String, AnnotationValue>> values(AnnotationMirror mirror) {
    Map<String, AnnotationValue> values = new LinkedHashMap<>();
    try {
      mirror
          .getElementValues()
          .forEach((member, value) -> values.put(member.getSimpleName().toString(), value));
      return Optional.of(values);
    } catch (RuntimeException e) {
      if (!BrokenValue.isOfEclipse(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Our annotations on an element, in source order. */
  static List<AnnotationView> on(Element element) {
    List<AnnotationView> views = new ArrayList<>();
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      String name = type.getQualifiedName().toString();
      if (name.startsWith(PACKAGE + ".")
          && mirror.getAnnotationType().getKind() != TypeKind.ERROR) {
        views.add(new AnnotationView(mirror, load(name)));
      }
    }
    return views;
  }

  /**
   * Whether an annotation or a value on a type or its fields is unknown to the compiler, which then
   * reports it.
   */
  static boolean anyUnresolved(TypeElement type) {
    List<Element> elements = new ArrayList<>(ElementFilter.fieldsIn(type.getEnclosedElements()));
    elements.add(type);
    return elements.stream().anyMatch(AnnotationView::isUnresolved);
  }

  private static boolean isUnresolved(Element element) {
    return element.getAnnotationMirrors().stream()
            .anyMatch(m -> m.getAnnotationType().getKind() == TypeKind.ERROR)
        || on(element).stream().anyMatch(AnnotationView::isBroken);
  }

  /**
   * Whether the text of a type or of its fields has an annotation or an attribute that is unknown
   * to the compiler, which then reports it and leaves it out of its mirrors (compilers.md, rows 29
   * and 30).
   */
  static boolean anyUnknown(TypeElement type, SourceText text) {
    return hasUnknown(type, Site.MODEL, text)
        || ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
            .anyMatch(f -> hasUnknown(f, Site.field(f.getSimpleName().toString()), text));
  }

  private static boolean hasUnknown(Element element, Site site, SourceText text) {
    Set<String> known =
        element.getAnnotationMirrors().stream()
            .map(m -> m.getAnnotationType().asElement().getSimpleName().toString())
            .collect(Collectors.toSet());
    return text.unknownAnnotations(site.field()).stream()
            .anyMatch(a -> !known.contains(a.simpleName()))
        || on(element).stream()
            .anyMatch(view -> view.saysLessThan(text.annotations(site.annotation(view.name()))));
  }

  /** Whether an annotation type is one of ours. */
  static boolean isOurs(TypeElement type) {
    return type.getQualifiedName().toString().startsWith(PACKAGE + ".");
  }

  private static Class<? extends Annotation> load(String name) {
    try {
      return Class.forName(name, false, AnnotationView.class.getClassLoader())
          .asSubclass(Annotation.class);
    } catch (ClassNotFoundException e) {
      throw otherVersion("@" + name, e);
    }
  }

  private static IllegalStateException otherVersion(String what, @Nullable Exception cause) {
    return new IllegalStateException(
        what + " is unknown: shapeproof-annotations and the processor differ in version", cause);
  }

  AnnotationMirror mirror() {
    return mirror;
  }

  Class<? extends Annotation> type() {
    return type;
  }

  String name() {
    return type.getSimpleName();
  }

  /** The value of a written attribute. */
  Optional<AnnotationValue> value(String attribute) {
    return Optional.ofNullable(written.get(attribute));
  }

  /** Whether a value is missing, unresolved or of the wrong type, which the compiler reports. */
  private boolean isBroken() {
    boolean missing =
        Arrays.stream(type.getDeclaredMethods())
            .anyMatch(m -> m.getDefaultValue() == null && !written.containsKey(m.getName()));
    return missing || !readable || written.keySet().stream().anyMatch(this::isBroken);
  }

  private boolean isBroken(String attribute) {
    return BrokenValue.isIn(Objects.requireNonNull(written.get(attribute)), member(attribute));
  }

  /**
   * Whether this has fewer attributes than each of the texts that may be its own. They are counted,
   * not named, because a Unicode escape may hide a name in the text, but adds none.
   */
  private boolean saysLessThan(List<AnnotationSource> texts) {
    return !texts.isEmpty() && texts.stream().allMatch(t -> t.values().size() > written.size());
  }

  /** The written values, but for broken ones, beside the defaults. */
  Attributes attributes() {
    Map<String, Object> values = new LinkedHashMap<>();
    written.forEach(
        (name, value) -> {
          if (!isBroken(name)) {
            values.put(name, convert(value, member(name)));
          }
        });
    return Attributes.of(type, values);
  }

  private Class<?> member(String attribute) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(attribute))
        .findFirst()
        .map(Method::getReturnType)
        .orElseThrow(() -> otherVersion(attribute + " of @" + name(), null));
  }

  private static Object convert(AnnotationValue value, Class<?> wanted) {
    Object plain = value.getValue();
    if (wanted.isArray()) {
      List<?> items = plain instanceof List<?> list ? list : List.of(value);
      return items.stream()
          .map(item -> convert((AnnotationValue) item, component(wanted)))
          .toList();
    }
    if (plain instanceof VariableElement constant) {
      return constant(wanted, constant.getSimpleName().toString());
    }
    if (plain instanceof Number number) {
      return wanted == double.class ? (Object) number.doubleValue() : (Object) number.intValue();
    }
    return plain;
  }

  private static Class<?> component(Class<?> array) {
    return Objects.requireNonNull(array.getComponentType());
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(name))
        .findFirst()
        .orElseThrow(() -> otherVersion(type.getSimpleName() + "." + name, null));
  }
}
