package io.github.shapeproof.processor.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** What an editor may offer while a user writes an attribute: the tensors that it could name. */
public final class TensorNames {
  private static final Set<String> NAMES = Set.of("from", "like", "target", "mask");

  private TensorNames() {}

  /**
   * Names of the tensors above a field, the nearest first; none for attributes that name no tensor.
   *
   * @param field the annotated field
   * @param attribute the attribute's name
   * @param text what the user has typed so far, with or without its opening quote
   */
  public static List<String> above(Element field, String attribute, String text) {
    if (!NAMES.contains(attribute) || field.getEnclosingElement() == null) {
      return List.of();
    }
    String start = text.startsWith("\"") ? text.substring(1) : text;
    List<String> names = new ArrayList<>();
    for (VariableElement other :
        ElementFilter.fieldsIn(field.getEnclosingElement().getEnclosedElements())) {
      if (other.equals(field)) {
        break;
      }
      String name = other.getSimpleName().toString();
      if (name.startsWith(start) && FieldViews.on(other).isTensor()) {
        names.add(0, name);
      }
    }
    return names;
  }
}
