package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an editor may offer while a user writes an attribute: the tensors that it could name, or the
 * symbols where it holds sizes.
 */
public final class Offers {
  private Offers() {}

  /**
   * String literals, the nearest tensor first, symbols by name; none for attributes that hold
   * neither.
   *
   * @param field the annotated field's name, which is no tensor's for attributes of the model
   * @param annotation the annotation's simple name
   * @param attribute the attribute's name
   * @param text what the user has typed so far, with or without its opening quote
   */
  public static List<String> of(
      ModelDeclaration model, String field, String annotation, String attribute, String text) {
    String typed = text.startsWith("\"") ? text.substring(1) : text;
    if (Roles.TENSORS.contains(attribute)) {
      return literals("", tensorsAbove(model, field), typed);
    }
    int word = startOfLastWord(typed);
    String before = typed.substring(0, word);
    if (attribute.equals("with") && before.lastIndexOf('=') <= before.lastIndexOf(',')) {
      return literals(before, symbolsToGive(model, field), typed.substring(word));
    }
    boolean holdsSizes = Roles.SIZES.contains(attribute) || attribute.equals("where");
    if (holdsSizes || annotation.equals("Shape") || annotation.equals("Reshape")) {
      return literals(before, symbolsOf(model), typed.substring(word));
    }
    return List.of();
  }

  private static List<String> literals(String before, Collection<String> words, String start) {
    return words.stream()
        .filter(word -> word.startsWith(start))
        .map(word -> '"' + before + word + '"')
        .toList();
  }

  private static int startOfLastWord(String text) {
    int start = text.length();
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static List<String> tensorsAbove(ModelDeclaration model, String field) {
    List<String> names = new ArrayList<>();
    for (ModelGraph.Node node : ModelGraph.of(model).nodes().values()) {
      if (node.field().name().equals(field)) {
        break;
      }
      if (node.parts().isEmpty()) {
        names.add(node.field().name());
      }
    }
    Collections.reverse(names);
    return names;
  }

  /** What the model that a field applies has. */
  private static Set<String> symbolsToGive(ModelDeclaration model, String field) {
    return model
        .field(field)
        .flatMap(FieldDeclaration::layer)
        .flatMap(LayerDeclaration::applied)
        .map(applied -> AppliedCheck.of(applied).symbols())
        .orElse(Set.of());
  }

  /** The symbols of all shapes that can be read. */
  private static Set<String> symbolsOf(ModelDeclaration model) {
    Set<String> symbols = new TreeSet<>();
    model.fields().forEach(field -> symbols.addAll(Parameters.shapeSymbols(field)));
    return symbols;
  }
}
