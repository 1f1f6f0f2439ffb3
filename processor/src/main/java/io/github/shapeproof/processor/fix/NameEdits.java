package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Another tensor was meant: names in {@code from}, {@code like}, {@code target} and {@code mask}
 * replaced. A name that does not exist is replaced by one that looks like it and no other.
 */
final class NameEdits {
  private static final double STEP_AWAY = 1;

  /** Steps from the finding up to which names are suspected. */
  private static final int FAR = 30;

  private static final double OTHER_NAME = 3;

  /** Of two names as near, the one that looks alike. */
  private static final double LETTER = 0.01;

  private static final double WRITTEN_ANEW = 5;
  private static final double FITTED = 5;
  private static final double JOINED = 2.5;
  private static final double UNSAID = 0.1;

  /** Elsewhere among the sources than where it stands among the fields. */
  private static final double UNUSUAL_PLACE = 0.5;

  /** Sources of a layer in which each of them may mean something else. */
  private static final int MOST_ROLES = 5;

  /** A network that is to say what it was given. */
  private static final double GIVEN = 3;

  /** What nobody reads so far may have been forgotten. */
  private static final double UNREAD = 2;

  /** A network that does not need any more what it was given. */
  private static final double UNUSED = 20;

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final List<String> order;
  private final Set<String> outputs;

  /** Which fields but losses read a tensor. */
  private final Map<String, Set<String>> readers = new HashMap<>();

  NameEdits(CheckedModel model, Finding finding, Suspects suspects) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    order = List.copyOf(model.graph().nodes().keySet());
    outputs = Set.copyOf(model.graph().outputs());
    for (ModelGraph.Node node : model.graph().nodes().values()) {
      for (String name : node.isLoss() ? Set.<String>of() : node.reads()) {
        readers.computeIfAbsent(name, n -> new HashSet<>()).add(node.field().name());
      }
    }
  }

  Stream<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    suspects
        .layers()
        .forEach(
            (field, distance) -> {
              if (distance > FAR) {
                return;
              }
              Attributes attributes = field.layer().orElseThrow().attributes();
              for (String attribute : Roles.REFERENCES) {
                if (attributes.isWritten(attribute)) {
                  String name = attributes.text(attribute);
                  others(field, name)
                      .forEach(
                          other -> add(candidates, field, attribute, other, name, other, distance));
                }
              }
              sources(candidates, field, attributes, distance);
              fitted(candidates, field, attributes);
              unsaid(candidates, field, attributes);
            });
    return candidates.stream();
  }

  /** What is resized by a number is to have the size of what it meets, or of what is given. */
  private void fitted(List<Candidate> candidates, FieldDeclaration field, Attributes attributes) {
    boolean isClaimed = field.name().equals(finding.field());
    boolean isComparable = finding.diagnostic().code() == Code.SP201 || !isClaimed;
    if (!isComparable || !attributes.has("like")) {
      return;
    }
    Collection<String> met =
        isClaimed ? model.graph().inputs() : model.graph().node(finding.field()).reads();
    for (String attribute : Roles.TARGETS) {
      if (!attribute.equals("like") && attributes.isWritten(attribute)) {
        for (String other : met) {
          boolean own = model.graph().node(field.name()).reads().contains(other);
          if (!own && order.subList(0, order.indexOf(field.name())).contains(other)) {
            candidates.add(
                new Candidate(
                    field.name() + ".like",
                    List.of(
                        new Edit.RemoveAttribute(field.name(), attribute),
                        new Edit.SetAttribute(field.name(), "like", other)),
                    FITTED));
          }
        }
      }
    }
  }

  /** What does not say its size has that of a tensor above it, likely a near one. */
  private void unsaid(List<Candidate> candidates, FieldDeclaration field, Attributes attributes) {
    if (!field.name().equals(finding.field())
        || finding.diagnostic().code() != Code.SP009
        || !attributes.has("like")) {
      return;
    }
    int own = order.indexOf(field.name());
    for (String other : order.subList(0, own)) {
      if (!model.graph().node(field.name()).reads().contains(other)) {
        candidates.add(
            new Candidate(
                field.name() + ".like",
                List.of(new Edit.SetAttribute(field.name(), "like", other)),
                UNSAID * (own - order.indexOf(other))));
      }
    }
  }

  private void sources(
      List<Candidate> candidates, FieldDeclaration field, Attributes attributes, int distance) {
    List<String> from =
        attributes.isGiven("from")
            ? attributes.texts("from")
            : model.graph().node(field.name()).from();
    for (int i = 0; i < from.size(); i++) {
      for (String other : others(field, from.get(i))) {
        List<String> changed = new ArrayList<>(from);
        changed.set(i, other);
        Object value = changed.size() == 1 ? other : List.copyOf(changed);
        add(candidates, field, "from", value, from.get(i), other, distance);
      }
    }
    misspelt(candidates, field, from);
    listed(candidates, field, from);
    boolean isJoin = field.isComputedBy(Concat.class);
    if (finding.diagnostic().code() == Code.SP204 && isJoin) {
      forgotten(candidates, field, from, 2);
    }
    if (!field.name().equals(finding.field())) {
      return;
    }
    exchanged(candidates, field, from);
    Code code = finding.diagnostic().code();
    if (code == Code.SP012) {
      forgotten(candidates, field, from, 1);
    } else if (code == Code.SP201 && isJoin) {
      forgotten(candidates, field, from, 2);
    }
  }

  /** Two names that stand in each other's place, where places are few, as they are with roles. */
  private static void exchanged(
      List<Candidate> candidates, FieldDeclaration field, List<String> from) {
    if (from.size() > MOST_ROLES) {
      return;
    }
    for (int i = 0; i < from.size(); i++) {
      for (int j = i + 1; j < from.size(); j++) {
        List<String> changed = new ArrayList<>(from);
        Collections.swap(changed, i, j);
        candidates.add(sources(field, changed, OTHER_NAME));
      }
    }
  }

  /** Several names that do not exist, each replaced by the one that looks like it. */
  private void misspelt(List<Candidate> candidates, FieldDeclaration field, List<String> from) {
    List<String> above = order.subList(0, order.indexOf(field.name()));
    List<String> repaired =
        from.stream()
            .map(
                name ->
                    above.contains(name)
                        ? name
                        : above.stream()
                            .filter(other -> isLike(name, other))
                            .min(Comparator.comparingInt(o -> NearNames.distance(name, o)))
                            .orElse(name))
            .toList();
    long changes = IntStream.range(0, from.size()).filter(i -> differ(from, repaired, i)).count();
    if (changes > 1 && Set.copyOf(repaired).size() == from.size()) {
      candidates.add(
          new Candidate(
              field.name() + ".from",
              List.of(new Edit.SetAttribute(field.name(), "from", repaired)),
              OTHER_NAME * changes));
    }
  }

  /** Several names in one text. */
  private void listed(List<Candidate> candidates, FieldDeclaration field, List<String> from) {
    List<String> names =
        from.stream().flatMap(text -> Stream.of(text.split(","))).map(String::strip).toList();
    if (names.size() > from.size() && order.containsAll(names)) {
      candidates.add(sources(field, names, OTHER_NAME));
    }
  }

  private static boolean differ(List<String> a, List<String> b, int i) {
    return !a.get(i).equals(b.get(i));
  }

  /**
   * A source is lacking, or there is one too many; {@code least} are left. A layer of one loses no
   * input of the model.
   */
  private void forgotten(
      List<Candidate> candidates, FieldDeclaration field, List<String> from, int least) {
    List<String> above = order.subList(0, order.indexOf(field.name()));
    for (String other : above) {
      if (!from.contains(other)) {
        boolean haveRoles = least == 1 && from.size() < MOST_ROLES;
        int usual = place(from, other, haveRoles);
        IntStream.rangeClosed(0, from.size())
            .filter(place -> haveRoles || place == usual)
            .forEach(
                place -> {
                  List<String> more = new ArrayList<>(from);
                  more.add(place, other);
                  double unusual = place == usual ? 0 : UNUSUAL_PLACE;
                  double unread = isUnread(other) ? UNREAD : 0;
                  candidates.add(sources(field, more, JOINED + unusual - unread));
                });
      }
    }
    for (String name : from) {
      boolean unused = leavesUnused(field, name);
      if (from.size() > least && !leavesUnread(field, name) && !(unused && least == 1)) {
        List<String> fewer = from.stream().filter(n -> !n.equals(name)).toList();
        candidates.add(sources(field, fewer, JOINED + 1 + (unused ? UNUSED : 0)));
      }
    }
  }

  /**
   * Behind those that stand above it. Before all others only what is computed where these are in
   * order; what is given besides comes last.
   */
  private int place(List<String> from, String other, boolean haveRoles) {
    int place = from.size();
    while (place > 0 && order.indexOf(from.get(place - 1)) > order.indexOf(other)) {
      place--;
    }
    boolean areInOrder =
        IntStream.range(1, from.size())
            .allMatch(i -> order.indexOf(from.get(i - 1)) < order.indexOf(from.get(i)));
    boolean isFirst = areInOrder && from.size() > 1 && !haveRoles && !isInput(other);
    return place == 0 && !isFirst ? from.size() : place;
  }

  private static Candidate sources(FieldDeclaration field, List<String> from, double cost) {
    Object value = from.size() == 1 ? from.get(0) : List.copyOf(from);
    return new Candidate(
        field.name() + ".from", List.of(new Edit.SetAttribute(field.name(), "from", value)), cost);
  }

  /** What else might have been meant; reading one tensor twice never is. */
  private List<String> others(FieldDeclaration field, String name) {
    Set<String> read = model.graph().node(field.name()).reads();
    List<String> parts = parts(name);
    if (!parts.isEmpty()) {
      return parts;
    }
    boolean unknown = finding.diagnostic().code() == Code.SP001 && !order.contains(name);
    return order.subList(0, order.indexOf(field.name())).stream()
        .filter(other -> !other.equals(name) && !read.contains(other))
        .filter(other -> !repeats(field, name, other))
        .filter(other -> !unknown || isLike(name, other))
        .toList();
  }

  /** The results of a field with several, none of which the field itself is. */
  private List<String> parts(String name) {
    ModelGraph.Node node = model.graph().nodes().get(name);
    return node == null ? List.of() : node.parts();
  }

  /**
   * Whether a name may stand for another: {@code b.y} for {@code b}, which has one result, and
   * {@code this.b}.
   */
  private static boolean isLike(String name, String other) {
    return NearNames.alike(name, other)
        || name.startsWith(other + ".")
        || name.equals("this." + other);
  }

  /**
   * Whether another tensor is what the field has already: computed on the way to a loss's
   * prediction, or the same as another input but for an activation or the like. What a model is
   * given is no prediction.
   */
  private boolean repeats(FieldDeclaration field, String name, String other) {
    ModelGraph.Node node = model.graph().node(field.name());
    if (node.isLoss()) {
      return node.from().contains(name)
          ? isInput(other)
          : !isInput(other)
              && node.from().stream().anyMatch(n -> model.graph().origins(n).contains(other));
    }
    String origin = Passing.origin(model.graph(), other);
    return node.from().stream()
        .filter(kept -> !kept.equals(name))
        .anyMatch(kept -> Passing.origin(model.graph(), kept).equals(origin));
  }

  private boolean isInput(String name) {
    return model.declaration().field(name).filter(FieldDeclaration::isInput).isPresent();
  }

  /** Whether only losses read it, as what a network is to say. */
  private boolean isTarget(String name) {
    return !isUnread(name) && readers(name).allMatch(ModelGraph.Node::isLoss);
  }

  /** Whether a computed tensor is an output once this field reads it no more. */
  private boolean leavesUnread(FieldDeclaration field, String name) {
    return order.contains(name)
        && !isInput(name)
        && !outputs.contains(name)
        && readers.getOrDefault(name, Set.of()).equals(Set.of(field.name()));
  }

  /** Whether an input is for nothing once this field reads it no more. */
  private boolean leavesUnused(FieldDeclaration field, String name) {
    return isInput(name) && readers(name).allMatch(n -> n.field().name().equals(field.name()));
  }

  private boolean isUnread(String name) {
    return readers(name).findAny().isEmpty();
  }

  private Stream<ModelGraph.Node> readers(String name) {
    return model.graph().nodes().values().stream().filter(n -> n.reads().contains(name));
  }

  private void add(
      List<Candidate> candidates,
      FieldDeclaration field,
      String attribute,
      Object value,
      String name,
      String other,
      int distance) {
    boolean twice = value instanceof List<?> names && names.contains(name);
    if (!twice && leavesUnread(field, name) && !outputs.contains(other)) {
      return; // what was read so far would be computed for nothing
    }
    if (attribute.equals("from") && isInput(other) && isTarget(other)) {
      return;
    }
    boolean given = attribute.equals("target") && isInput(other) && !isTarget(other);
    boolean written = field.layer().orElseThrow().attributes().isWritten(attribute);
    int apart = Math.abs(order.indexOf(name) - order.indexOf(other));
    List<String> parts = parts(name);
    double unlike =
        parts.isEmpty()
            ? Math.min(NearNames.distance(name, other), Math.min(apart, 10))
                + LETTER * (Math.min(NearNames.distance(name, other), 10) - 1)
            : parts.size() - 1 - parts.indexOf(other); // the last is what a model is for
    candidates.add(
        new Candidate(
            field.name() + "." + attribute,
            List.of(new Edit.SetAttribute(field.name(), attribute, value)),
            OTHER_NAME
                + unlike
                + (written ? 0 : WRITTEN_ANEW)
                + (given ? GIVEN : 0)
                - (isUnread(other) ? UNREAD : 0)
                + (leavesUnused(field, name) ? UNUSED : 0)
                + STEP_AWAY * distance));
  }
}
