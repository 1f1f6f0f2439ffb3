package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A class with {@code @TensorModel}, as its source says it. Nothing in it has been checked but that
 * it is well formed.
 *
 * @param packageName its package, {@code ""} for the unnamed one
 * @param name its name within the package, nested classes as {@code Outer.Inner}
 * @param layout where the channels stand
 * @param axes number of spatial axes of its layers
 * @param where facts about symbols, an item each
 * @param fields its tensors, in source order
 * @param statics names of static fields that are annotated like tensors, but are none
 */
public record ModelDeclaration(
    String packageName,
    String name,
    Layout layout,
    int axes,
    List<String> where,
    List<FieldDeclaration> fields,
    Set<String> statics) {

  public ModelDeclaration {
    where = List.copyOf(where);
    fields = List.copyOf(fields);
    statics = Set.copyOf(statics);
  }

  /** A class without such static fields. */
  public ModelDeclaration(
      String packageName,
      String name,
      Layout layout,
      int axes,
      List<String> where,
      List<FieldDeclaration> fields) {
    this(packageName, name, layout, axes, where, fields, Set.of());
  }

  /** The name without enclosing classes. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The name with its package. */
  public String qualifiedName() {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }

  /** Whether this is the same class as another one, whatever the two say. */
  public boolean isSame(ModelDeclaration other) {
    return qualifiedName().equals(other.qualifiedName());
  }

  /** The field of that name. */
  public Optional<FieldDeclaration> field(String fieldName) {
    return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
  }

  /** The string at a site, as the compiler evaluated it. */
  public Optional<String> text(Site site) {
    Optional<Object> value =
        site.field().isEmpty()
            ? Optional.of(where)
            : field(site.field()).flatMap(f -> f.value(site));
    return value
        .map(v -> v instanceof List<?> items ? item(items, site.index()) : v)
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static Object item(List<?> items, int index) {
    int item = items.size() == 1 ? 0 : index;
    return item >= 0 && item < items.size() ? items.get(item) : items;
  }

  /** This model with one field changed. */
  public ModelDeclaration withField(String fieldName, UnaryOperator<FieldDeclaration> change) {
    return withFields(
        fields.stream().map(f -> f.name().equals(fieldName) ? change.apply(f) : f).toList());
  }

  /** This model with other fields. */
  public ModelDeclaration withFields(List<FieldDeclaration> others) {
    return new ModelDeclaration(packageName, name, layout, axes, where, others, statics);
  }

  /** This model with its channels elsewhere. */
  public ModelDeclaration withLayout(Layout other) {
    return new ModelDeclaration(packageName, name, other, axes, where, fields, statics);
  }

  /** This model with another number of spatial axes. */
  public ModelDeclaration withAxes(int other) {
    return new ModelDeclaration(packageName, name, layout, other, where, fields, statics);
  }

  /** This model with one more fact. */
  public ModelDeclaration withFact(String fact) {
    List<String> facts = new ArrayList<>(where);
    facts.add(fact);
    return new ModelDeclaration(packageName, name, layout, axes, facts, fields, statics);
  }

  /** This model with another fact in one place of {@code where}. */
  public ModelDeclaration withFact(int index, String fact) {
    List<String> facts = new ArrayList<>(where);
    facts.set(index, fact);
    return new ModelDeclaration(packageName, name, layout, axes, facts, fields, statics);
  }
}
