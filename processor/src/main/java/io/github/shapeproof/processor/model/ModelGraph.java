package io.github.shapeproof.processor.model;

import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who reads whom: the names in {@code from}, {@code like}, {@code target} and {@code mask} resolved
 * to tensors declared above. Since an operation reads only what stands above it, source order is
 * evaluation order.
 *
 * @param nodes the tensors in source order, by name
 */
public record ModelGraph(Map<String, Node> nodes) {
  static final ModelGraph EMPTY = new ModelGraph(Map.of());

  /**
   * One tensor.
   *
   * @param field its declaration
   * @param from what it computes from, in order
   * @param references the other tensors it looks at, by attribute
   * @param fault why its names could not be resolved
   * @param parts the names of its results, where it has several: each is a tensor of its own, and
   *     this one none
   */
  public record Node(
      FieldDeclaration field,
      List<String> from,
      Map<String, String> references,
      Optional<Diagnostic> fault,
      List<String> parts) {

    /** All tensors that must be known before this one. */
    public Set<String> reads() {
      Set<String> names = new LinkedHashSet<>(from);
      names.addAll(references.values());
      return names;
    }

    private Node(
        FieldDeclaration field,
        List<String> from,
        Map<String, String> references,
        Optional<Diagnostic> fault) {
      this(field, from, references, fault, parts(field));
    }

    /** None where the model that is applied has errors, so that its outputs are not known. */
    private static List<String> parts(FieldDeclaration field) {
      List<String> outputs =
          applied(field).filter(m -> !m.isReported()).map(AppliedCheck::outputs).orElse(List.of());
      return outputs.size() < 2
          ? List.of()
          : outputs.stream().map(output -> field.name() + "." + output).toList();
    }

    /** One of several results of {@code whole}, which has the same fault. */
    private static Node part(Node whole, String name) {
      FieldDeclaration field = whole.field();
      return new Node(
          new FieldDeclaration(name, field.line(), Optional.empty(), field.layer(), field.output()),
          List.of(field.name()),
          Map.of(),
          Optional.empty(),
          List.of());
    }

    private static Optional<AppliedCheck> applied(FieldDeclaration field) {
      return field.layer().flatMap(LayerDeclaration::applied).map(AppliedCheck::of);
    }

    /** Whether it applies a model with errors that are reported elsewhere: its results are open. */
    boolean appliesErrors() {
      return applied(field).filter(AppliedCheck::isReported).isPresent();
    }

    /** Whether this is one of the several results of a field. */
    public boolean isPart() {
      return field.name().indexOf('.') >= 0;
    }

    /** Whether this is a {@code @Loss}, which makes nothing it reads an inner tensor. */
    public boolean isLoss() {
      return field.isComputedBy(Loss.class);
    }
  }

  /** A tensor, as far as there is one of the name, and all that it depends on. */
  public Set<String> origins(String name) {
    return origins(List.of(name), node -> false);
  }

  /** Tensors, as far as there are such, and all that they depend on, up to those that end it. */
  public Set<String> origins(Collection<String> names, Predicate<Node> end) {
    Set<String> origins = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String next = open.remove();
      if (nodes.containsKey(next) && origins.add(next) && !end.test(node(next))) {
        open.addAll(node(next).reads());
      }
    }
    return origins;
  }

  /** Resolves the names of a model. */
  public static ModelGraph of(ModelDeclaration model) {
    return of(model, EMPTY);
  }

  /**
   * Resolves the names of a model; nodes above the first difference to {@code before} are reused.
   */
  static ModelGraph of(ModelDeclaration model, ModelGraph before) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    Iterator<Node> known = before.nodes.values().stream().filter(n -> !n.isPart()).iterator();
    boolean same = true;
    String above = "";
    for (FieldDeclaration field : model.fields()) {
      Node old = same && known.hasNext() ? known.next() : null;
      same = old != null && old.field().equals(field) && old.fault().isEmpty();
      Node node = same && old != null ? old : node(model, field, nodes, above);
      nodes.put(field.name(), node);
      node.parts().forEach(part -> nodes.put(part, Node.part(node, part)));
      above = field.name();
    }
    return new ModelGraph(nodes);
  }

  private static Node node(
      ModelDeclaration model, FieldDeclaration field, Map<String, Node> declared, String above) {
    return field
        .layer()
        .map(layer -> resolve(model, field, layer, declared, above))
        .orElseGet(() -> new Node(field, List.of(), Map.of(), Optional.empty()));
  }

  private static Node resolve(
      ModelDeclaration model,
      FieldDeclaration field,
      LayerDeclaration layer,
      Map<String, Node> declared,
      String above) {
    Site site = field.layerSite();
    List<String> from = new ArrayList<>();
    Map<String, String> references = new LinkedHashMap<>();
    Optional<Diagnostic> fault = Optional.empty();
    if (layer.attributes().isGiven("from")) {
      layer.attributes().texts("from").forEach(name -> from.add(tensor(name, declared)));
      for (int i = 0; i < from.size() && fault.isEmpty(); i++) {
        Site name = site.attribute("from");
        fault = wrong(model, field, from.get(i), declared, from.size() > 1 ? name.item(i) : name);
      }
    } else if (!above.isEmpty()) {
      from.add(above);
      fault = wrong(model, field, above, declared, site);
    } else {
      fault =
          Optional.of(
              Diagnostic.of(
                  Code.SP009,
                  site,
                  "`%s` has no tensor above it and no from; name its input"
                      .formatted(field.name())));
    }
    for (String attribute : Roles.REFERENCES) {
      if (layer.attributes().isGiven(attribute) && fault.isEmpty()) {
        String name = tensor(layer.attributes().text(attribute), declared);
        references.put(attribute, name);
        fault = wrong(model, field, name, declared, site.attribute(attribute));
      }
    }
    return new Node(field, from, references, fault);
  }

  /** The tensor of a name; of results that are not known, the field that has them. */
  private static String tensor(String name, Map<String, Node> declared) {
    return whole(name, declared)
        .filter(Node::appliesErrors)
        .map(whole -> whole.field().name())
        .orElse(name);
  }

  /** The field whose result a name with a dot is meant to be. */
  private static Optional<Node> whole(String name, Map<String, Node> declared) {
    int dot = name.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.ofNullable(declared.get(name.substring(0, dot)));
  }

  private static Optional<Diagnostic> wrong(
      ModelDeclaration model,
      FieldDeclaration field,
      String name,
      Map<String, Node> declared,
      Site site) {
    Node read = declared.get(name);
    if (read != null) {
      return read.parts().isEmpty()
          ? Optional.empty()
          : Optional.of(
              Diagnostic.of(
                  Code.SP001,
                  site,
                  "`%s` reads \"%s\", which has several results; name one of: %s"
                      .formatted(field.name(), name, String.join(", ", read.parts()))));
    }
    return Optional.of(
        name.equals(field.name()) || model.field(name).isPresent()
            ? tooEarly(field, name, site)
            : unknown(model, field, name, declared, site));
  }

  private static Diagnostic tooEarly(FieldDeclaration field, String name, Site site) {
    return Diagnostic.of(
        Code.SP002,
        site,
        name.equals(field.name())
            ? "`%s` reads itself".formatted(name)
            : "`%s` reads `%s`, which is declared below it; move `%s` up"
                .formatted(field.name(), name, name));
  }

  private static Diagnostic unknown(
      ModelDeclaration model,
      FieldDeclaration field,
      String name,
      Map<String, Node> declared,
      Site site) {
    String part = name.substring(name.indexOf('.') + 1);
    Optional<AppliedCheck> inner =
        whole(name, declared)
            .flatMap(node -> Node.applied(node.field()))
            .filter(applied -> applied.inner().contains(part));
    if (inner.isPresent()) {
      return Diagnostic.of(
          Code.SP001,
          site,
          "`%s` reads \"%s\", but `%s` of `%s` is no result without @Output: it is read there"
              .formatted(field.name(), name, part, inner.get().name()));
    }
    String known =
        declared.values().stream()
            .filter(node -> node.parts().isEmpty())
            .map(node -> node.field().name())
            .collect(Collectors.joining(", "));
    return Diagnostic.of(
        Code.SP001,
        site,
        "`%s` reads \"%s\", which is %sno tensor of %s; above it stand: %s"
            .formatted(
                field.name(),
                name,
                model.statics().contains(name) ? "static and so " : "",
                model.simpleName(),
                known.isEmpty() ? "none" : known));
  }

  /**
   * The tensor of that name.
   *
   * @throws NullPointerException if there is none
   */
  public Node node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  /** The tensors that others compute from or look at; what only a loss reads is not among them. */
  public Set<String> inner() {
    Set<String> names = new LinkedHashSet<>();
    nodes.values().stream().filter(n -> !n.isLoss()).forEach(n -> names.addAll(n.reads()));
    names.retainAll(nodes.keySet());
    return names;
  }

  /** The results: what no other reads, losses aside, or what bears {@code @Output}. */
  public List<String> outputs() {
    Set<String> inner = inner();
    return nodes.values().stream()
        .filter(n -> n.parts().isEmpty())
        .filter(
            n ->
                n.field().output()
                    || (!n.field().isInput() && !n.isLoss() && !inner.contains(n.field().name())))
        .map(n -> n.field().name())
        .toList();
  }

  /** The inputs. */
  public List<String> inputs() {
    return nodes.values().stream()
        .filter(n -> n.field().isInput())
        .map(n -> n.field().name())
        .toList();
  }

  /** The losses. */
  public List<String> losses() {
    return nodes.values().stream().filter(Node::isLoss).map(n -> n.field().name()).toList();
  }

  /** The outputs, and the losses that are none. */
  public List<String> ends() {
    return Stream.concat(outputs().stream(), losses().stream()).distinct().toList();
  }

  /** Everything that the given tensors depend on, themselves among it, in source order. */
  public List<String> cone(List<String> ends) {
    Set<String> needed = new LinkedHashSet<>(ends);
    List<String> order = new ArrayList<>(nodes.keySet());
    for (int i = order.size() - 1; i >= 0; i--) {
      if (needed.contains(order.get(i))) {
        needed.addAll(node(order.get(i)).reads());
      }
    }
    return order.stream().filter(needed::contains).toList();
  }
}
