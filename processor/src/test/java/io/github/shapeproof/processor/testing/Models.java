package io.github.shapeproof.processor.testing;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models written in tests without a compiler, line by line as a user would:
 *
 * <pre>
 *   Models.model().input("x", "N,H,W,3").layer("y", Conv.class, "filters", 8, "kernel", 3)
 * </pre>
 *
 * <p>Immutable: each call gives a longer model. Lines count from 1, one for each field.
 */
public final class Models {
  private final ModelDeclaration declaration;

  private Models(ModelDeclaration declaration) {
    this.declaration = declaration;
  }

  /** An empty model named {@code Model}, channels last, two spatial axes. */
  public static Models model() {
    return new Models(
        new ModelDeclaration("", "Model", Layout.CHANNELS_LAST, 2, List.of(), List.of()));
  }

  /** The same model with channels before space. */
  public Models channelsFirst() {
    return layout(Layout.CHANNELS_FIRST);
  }

  /** The same model in a layout. */
  public Models layout(Layout layout) {
    return new Models(declaration.withLayout(layout));
  }

  /** The same model with so many spatial axes. */
  public Models axes(int axes) {
    return new Models(declaration.withAxes(axes));
  }

  /** One more fact about the symbols. */
  public Models where(String fact) {
    return new Models(declaration.withFact(fact));
  }

  /** An {@code @Input} below the rest. */
  public Models input(String name, String shape) {
    return with(name, Optional.of(shape), Optional.empty());
  }

  /**
   * A tensor below the rest.
   *
   * @param attributes names and values in turn; arrays may be given as one value, as arrays or as
   *     lists
   */
  public Models layer(String name, Class<? extends Annotation> type, Object... attributes) {
    Map<String, Object> written = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      String attribute = (String) attributes[i];
      written.put(attribute, value(type, attribute, attributes[i + 1]));
    }
    return with(name, Optional.empty(), Optional.of(LayerDeclaration.of(type, written)));
  }

  private static Object value(Class<? extends Annotation> type, String attribute, Object value) {
    try {
      boolean array = type.getMethod(attribute).getReturnType().isArray();
      boolean several = value instanceof List || value.getClass().isArray();
      return array && !several ? List.of(value) : value;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " has no attribute " + attribute, e);
    }
  }

  private Models with(String name, Optional<String> shape, Optional<LayerDeclaration> layer) {
    List<FieldDeclaration> fields = new ArrayList<>(declaration.fields());
    fields.add(new FieldDeclaration(name, fields.size() + 1, shape, layer, false));
    return new Models(declaration.withFields(fields));
  }

  /** The last tensor with a {@code @Shape}. */
  public Models shape(String text) {
    return new Models(declaration.withField(last(), field -> field.withShape(text)));
  }

  private String last() {
    return declaration.fields().get(declaration.fields().size() - 1).name();
  }

  /** The model as a value. */
  public ModelDeclaration declaration() {
    return declaration;
  }

  /** The model, checked. */
  public CheckedModel check() {
    return ModelChecker.check(declaration);
  }

  /**
   * The last tensor's shape, as text.
   *
   * @throws AssertionError if anything is wrong with the model
   */
  public String result() {
    CheckedModel checked = check();
    if (!checked.isSound()) {
      throw new AssertionError(
          checked.findings().stream().map(f -> f.diagnostic().sentence()).toList().toString());
    }
    return checked.fields().get(last()).shape().orElseThrow().toString();
  }

  /**
   * The only error of the model.
   *
   * @throws AssertionError if there is none, or more than one
   */
  public Diagnostic error() {
    List<Finding> findings = check().findings();
    if (findings.size() != 1) {
      throw new AssertionError("expected one error but got " + findings);
    }
    return findings.get(0).diagnostic();
  }

  /** Code, place and sentence of the only error: {@code SP301 y.Conv.kernel[0] `y`: kernel 5 …}. */
  public String fault() {
    Diagnostic error = error();
    Site site = error.site();
    StringBuilder place = new StringBuilder(site.field());
    Stream.of(site.annotation(), site.attribute())
        .filter(part -> !part.isEmpty())
        .forEach(part -> place.append('.').append(part));
    if (site.index() >= 0) {
      place.append('[').append(site.index()).append(']');
    }
    return error.code() + " " + place + " " + error.sentence();
  }

  /** What the model demands of its sizes, each as {@code left >= right}. */
  public List<String> demands() {
    return check().demands().stream().map(d -> d.requirement().toString()).toList();
  }
}
