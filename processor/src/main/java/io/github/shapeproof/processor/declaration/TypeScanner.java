package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.declaration.TypeSource.AnnotationSource;
import io.github.shapeproof.processor.declaration.TypeSource.FieldSource;
import io.github.shapeproof.processor.declaration.TypeSource.ValueSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a type and its fields among the tokens of a file: a parser of declarations that skips
 * whatever it need not know. The file has been through a compiler, so its grammar is taken for
 * granted; anything unexpected ends the search.
 */
final class TypeScanner {
  private static final Set<String> MODIFIERS =
      Set.of(
          "public",
          "protected",
          "private",
          "static",
          "final",
          "abstract",
          "transient",
          "volatile",
          "synchronized",
          "native",
          "strictfp",
          "default",
          "sealed",
          "non",
          "-");

  private static final JavaToken END = new JavaToken(JavaToken.Kind.SYMBOL, 0, 0, "");

  private final List<JavaToken> tokens;
  private final List<String> path;
  private Optional<TypeSource> found = Optional.empty();
  private int at;

  private TypeScanner(List<JavaToken> tokens, List<String> path) {
    this.tokens = tokens;
    this.path = path;
  }

  /**
   * Finds a type.
   *
   * @param path simple names from the outermost class to the type
   */
  static Optional<TypeSource> find(List<JavaToken> tokens, List<String> path) {
    TypeScanner scanner = new TypeScanner(tokens, path);
    scanner.members(0, new LinkedHashMap<>());
    return scanner.found;
  }

  private JavaToken token(int ahead) {
    int index = at + ahead;
    return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
  }

  private boolean looking(String text) {
    return token(0).is(text);
  }

  private boolean atEnd() {
    return at >= tokens.size();
  }

  /** Reads members up to and with the closing brace; {@code depth} types are open. */
  private void members(int depth, Map<String, FieldSource> fields) {
    while (!atEnd() && found.isEmpty()) {
      if (looking("}")) {
        at++;
        return;
      }
      if (looking(";")) {
        at++;
      } else {
        member(depth, fields);
      }
    }
  }

  private void member(int depth, Map<String, FieldSource> fields) {
    int start = token(0).start();
    List<AnnotationSource> annotations = modifiers();
    if (isType()) {
      type(depth, annotations);
    } else if (looking("{")) {
      skipBalanced();
    } else {
      fieldOrMethod(start, annotations, fields);
    }
  }

  private List<AnnotationSource> modifiers() {
    List<AnnotationSource> annotations = new ArrayList<>();
    while (true) {
      if (looking("@") && !token(1).is("interface")) {
        annotations.add(annotation());
      } else if (MODIFIERS.contains(token(0).text())) {
        at++;
      } else {
        return annotations;
      }
    }
  }

  private boolean isType() {
    return switch (token(0).text()) {
      case "class", "interface", "enum", "@" -> true;
      case "record" -> token(1).isWord() && (token(2).is("(") || token(2).is("<"));
      default -> false;
    };
  }

  private void type(int depth, List<AnnotationSource> annotations) {
    at += looking("@") ? 1 : 0;
    boolean isEnum = looking("enum");
    at++;
    JavaToken name = token(0);
    boolean onPath = depth < path.size() && name.is(path.get(depth));
    while (!atEnd() && !looking("{")) {
      if (looking("(")) {
        skipBalanced();
      } else {
        at++;
      }
    }
    if (!onPath) {
      skipBalanced();
      return;
    }
    at++;
    if (isEnum) {
      skipConstants();
    }
    Map<String, FieldSource> fields = new LinkedHashMap<>();
    members(depth + 1, fields);
    if (depth + 1 == path.size()) {
      found = Optional.of(new TypeSource(annotations, fields));
    }
  }

  private void skipConstants() {
    while (!atEnd() && !looking(";") && !looking("}")) {
      if (looking("(") || looking("{")) {
        skipBalanced();
      } else {
        at++;
      }
    }
  }

  private void fieldOrMethod(
      int start, List<AnnotationSource> annotations, Map<String, FieldSource> fields) {
    skipTypeAndName();
    if (looking("(") || looking("{")) {
      skipMethod();
      return;
    }
    List<JavaToken> names = new ArrayList<>();
    while (!atEnd()) {
      names.add(declaredName());
      skipInitializer();
      if (!looking(",")) {
        break;
      }
      at++;
      skipTypeAndName();
    }
    Span declaration = new Span(start, token(0).end());
    at++;
    for (JavaToken name : names) {
      fields.put(name.text(), new FieldSource(declaration, span(name, name), annotations));
    }
  }

  /** Stops after a declarator's name and brackets, or at a method's parenthesis. */
  private void skipTypeAndName() {
    int angles = 0;
    while (!atEnd()) {
      String text = token(0).text();
      if (text.equals("<") || text.equals(">")) {
        angles += text.equals("<") ? 1 : -1;
      } else if (text.equals("@")) {
        annotation();
        continue;
      } else if (angles <= 0 && "=,;({".contains(text)) {
        return;
      }
      at++;
    }
  }

  /** The word before the brackets that may precede the current token. */
  private JavaToken declaredName() {
    int back = -1;
    while (token(back).is("]") || token(back).is("[")) {
      back--;
    }
    return token(back);
  }

  /** Stops at the semicolon, or at the comma before another declarator. */
  private void skipInitializer() {
    while (!atEnd() && !looking(";")) {
      if (looking(",") && token(1).isWord() && "=,;[".contains(token(2).text())) {
        return;
      }
      if (looking("(") || looking("{") || looking("[")) {
        skipBalanced();
      } else {
        at++;
      }
    }
  }

  private void skipMethod() {
    while (!atEnd() && !looking(";")) {
      if (looking("{")) {
        skipBalanced();
        return;
      }
      if (looking("(")) {
        skipBalanced();
      } else {
        at++;
      }
    }
  }

  /** Skips from an opening bracket past the one that closes it. */
  private void skipBalanced() {
    int depth = 0;
    do {
      String text = token(0).text();
      if (text.equals("(") || text.equals("{") || text.equals("[")) {
        depth++;
      } else if (text.equals(")") || text.equals("}") || text.equals("]")) {
        depth--;
      }
      at++;
    } while (!atEnd() && depth > 0);
  }

  private AnnotationSource annotation() {
    JavaToken first = token(0);
    at++;
    StringBuilder name = new StringBuilder(token(0).text());
    while (token(1).is(".")) {
      at += 2;
      name.append('.').append(token(0).text());
    }
    JavaToken last = token(0);
    at++;
    Map<String, ValueSource> values = new LinkedHashMap<>();
    Optional<Span> arguments = Optional.empty();
    if (looking("(")) {
      int start = token(0).end();
      at++;
      while (!atEnd() && !looking(")")) {
        attribute(values);
      }
      last = token(0);
      arguments = Optional.of(new Span(start, last.start()));
      at++;
    }
    return new AnnotationSource(name.toString(), span(first, last), arguments, values);
  }

  private void attribute(Map<String, ValueSource> values) {
    JavaToken first = token(0);
    String name = "value";
    if (first.isWord() && token(1).is("=") && !token(2).is("=")) {
      name = first.text();
      at += 2;
    }
    List<Span> items = new ArrayList<>();
    Span value = looking("{") ? array(items) : expression();
    Span pair = new Span(first.start(), value.end());
    Optional<Span> comma = looking(",") ? Optional.of(span(token(0), token(0))) : Optional.empty();
    at += comma.isPresent() ? 1 : 0;
    values.put(name, new ValueSource(pair, value, items, comma));
  }

  private Span array(List<Span> items) {
    JavaToken open = token(0);
    at++;
    while (!atEnd() && !looking("}")) {
      if (looking(",")) {
        at++;
      } else {
        items.add(expression());
      }
    }
    JavaToken close = token(0);
    at++;
    return span(open, close);
  }

  /** Reads up to the comma or bracket that ends a value. */
  private Span expression() {
    JavaToken first = token(0);
    do {
      if (looking("(") || looking("{") || looking("[")) {
        skipBalanced();
      } else {
        at++;
      }
    } while (!atEnd() && !looking(",") && !looking(")") && !looking("}"));
    return span(first, token(-1));
  }

  private static Span span(JavaToken first, JavaToken last) {
    return new Span(first.start(), last.end());
  }
}
