package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * What an editor may offer while a user writes an attribute: the tensors that it could name, or the
 * model's symbols where it holds sizes.
 */
public final class Offers {
  private static final Set<String> TENSORS = Set.of("from", "like", "target", "mask");
  private static final Set<String> SIZES =
      Set.of("filtersOf", "unitsOf", "kernelOf", "strideOf", "where", "sizes");

  private Offers() {}

  /**
   * String literals, the nearest tensor first, symbols by name; none for attributes that hold
   * neither.
   *
   * @param element the annotated field, or the model for attributes of {@code @TensorModel}
   * @param annotation the annotation's simple name
   * @param attribute the attribute's name
   * @param text what the user has typed so far, with or without its opening quote
   */
  public static List<String> of(Element element, String annotation, String attribute, String text) {
    String typed = text.startsWith("\"") ? text.substring(1) : text;
    if (TENSORS.contains(attribute)) {
      return literals("", tensorsAbove(element), typed);
    }
    if (SIZES.contains(attribute) || annotation.equals("Shape") || annotation.equals("Reshape")) {
      int word = startOfLastWord(typed);
      return literals(typed.substring(0, word), symbolsOf(element), typed.substring(word));
    }
    return List.of();
  }

  private static List<String> literals(String before, Stream<String> words, String start) {
    return words.filter(word -> word.startsWith(start)).map(w -> '"' + before + w + '"').toList();
  }

  private static int startOfLastWord(String text) {
    int start = text.length();
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static Stream<String> tensorsAbove(Element field) {
    List<String> names = new ArrayList<>();
    for (VariableElement other : fieldsAround(field)) {
      if (other.equals(field)) {
        break;
      }
      if (FieldViews.on(other).isTensor()) {
        names.add(0, other.getSimpleName().toString());
      }
    }
    return names.stream();
  }

  /** Symbols of all shapes that can be read. */
  private static Stream<String> symbolsOf(Element element) {
    Set<String> symbols = new TreeSet<>();
    for (VariableElement field : fieldsAround(element)) {
      FieldViews.on(field).shape().map(ShapeParser::shape).ifPresent(s -> collect(s, symbols));
    }
    return symbols.stream();
  }

  private static void collect(Parsed<ShapePattern> shape, Set<String> symbols) {
    if (shape instanceof Parsed.Ok<ShapePattern> ok) {
      for (ShapePattern.Item item : ok.value().items()) {
        if (item instanceof ShapePattern.Exact exact) {
          symbols.addAll(exact.dim().symbols());
        }
      }
    }
  }

  /** The fields of a model, or of the model that a field belongs to. */
  private static List<VariableElement> fieldsAround(Element element) {
    Element type = element instanceof VariableElement ? element.getEnclosingElement() : element;
    return type == null ? List.of() : ElementFilter.fieldsIn(type.getEnclosedElements());
  }
}
