package io.github.shapeproof.processor.declaration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Which types the names in a type's source mean, the nearest first, as in chapter 6 of the Java
 * Language Specification. Holds names only, because elements are good for one round (compilers.md,
 * row 3).
 */
final class Scope {
  private static final String STATIC = "static ";
  private static final String ALL = ".*";

  private final Elements elements;
  private final String type;
  private final String folder;
  private final List<String> imports;

  /**
   * What is seen from within a type.
   *
   * @param imports what its file imports, such as {@code a.b.*} and {@code static a.B.c}
   */
  Scope(Elements elements, TypeElement type, List<String> imports) {
    this.elements = elements;
    this.type = type.getQualifiedName().toString();
    this.folder = elements.getPackageOf(type).getQualifiedName().toString();
    this.imports = imports;
  }

  /** The type that a name means; empty where it means none, or more than one. */
  Optional<TypeElement> resolve(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? enclosing(name)
            .or(() -> imported(name))
            .or(() -> find(folder.isEmpty() ? name : folder + "." + name))
            .or(() -> onDemand(name))
        : resolve(name.substring(0, dot))
            .flatMap(outer -> member(outer, name.substring(dot + 1)))
            .or(() -> find(name));
  }

  private Optional<TypeElement> find(String name) {
    return Optional.ofNullable(elements.getTypeElement(name));
  }

  /** A member of the types around. */
  private Optional<TypeElement> enclosing(String name) {
    return Stream.<Element>iterate(
            elements.getTypeElement(type),
            TypeElement.class::isInstance,
            Element::getEnclosingElement)
        .flatMap(outer -> member((TypeElement) outer, name).stream())
        .findFirst();
  }

  private Optional<TypeElement> member(TypeElement outer, String name) {
    return ElementFilter.typesIn(elements.getAllMembers(outer)).stream()
        .filter(member -> member.getSimpleName().contentEquals(name))
        .findFirst();
  }

  private Optional<TypeElement> imported(String name) {
    return imports.stream()
        .filter(statement -> statement.endsWith("." + name))
        .flatMap(statement -> find(statement.replace(STATIC, "")).stream())
        .findFirst();
  }

  private Optional<TypeElement> onDemand(String name) {
    List<TypeElement> all =
        Stream.concat(imports.stream(), Stream.of("java.lang.*"))
            .filter(statement -> statement.endsWith(ALL))
            .map(s -> s.replace(STATIC, "").replace(ALL, ""))
            .distinct()
            .flatMap(owner -> in(owner, name).stream())
            .distinct()
            .toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** A type of a package, or of a type whose members are imported. */
  private Optional<TypeElement> in(String owner, String name) {
    return find(owner + "." + name).or(() -> find(owner).flatMap(outer -> member(outer, name)));
  }
}
