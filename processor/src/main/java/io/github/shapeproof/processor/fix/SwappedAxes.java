package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds shapes that differ in the order of their dimensions only: height and width swapped, or
 * channels first in a model with channels last. Symbols tell, where numbers alone could not.
 */
final class SwappedAxes {
  private final ModelDeclaration model;
  private final Facts facts;

  SwappedAxes(CheckedModel checked) {
    model = checked.declaration();
    facts = checked.facts();
  }

  /**
   * Another order.
   *
   * @param order for each dimension of the result, the one that it comes from
   * @param words what is wrong with the present order
   */
  record Order(List<Integer> order, String words) {
    Order {
      order = List.copyOf(order);
    }

    /** A shape with its dimensions in this order. */
    Shape apply(Shape shape) {
      return Shape.of(order.stream().map(shape.dims()::get).toList());
    }
  }

  /** The order that makes one shape equal another. */
  static Optional<Order> between(CheckedModel checked, Shape found, Shape wanted) {
    return new SwappedAxes(checked).between(found, wanted, Set.of());
  }

  /**
   * The order that makes one shape equal another, proved for every size; empty where there is none.
   *
   * @param free dimensions that may differ all the same
   */
  private Optional<Order> between(Shape found, Shape wanted, Set<Integer> free) {
    if (!found.hasRank() || !wanted.hasRank() || found.rank() != wanted.rank()) {
      return Optional.empty();
    }
    return orders(found.rank()).entrySet().stream()
        .map(e -> new Order(e.getKey(), e.getValue()))
        .filter(order -> !fits(found, wanted, free) && fits(order.apply(found), wanted, free))
        .findFirst();
  }

  private boolean fits(Shape found, Shape wanted, Set<Integer> free) {
    return IntStream.range(0, wanted.rank())
        .filter(i -> !free.contains(i))
        .allMatch(i -> equal(found.dims().get(i), wanted.dims().get(i)));
  }

  private boolean equal(Dim a, Dim b) {
    return facts.equal(a, b) instanceof Verdict.Proved;
  }

  private Map<List<Integer>, String> orders(int rank) {
    Map<List<Integer>, String> orders = new LinkedHashMap<>();
    if (rank == model.axes() + 2) {
      List<Integer> moved = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
      boolean last = model.layout() == Layout.CHANNELS_LAST;
      moved.add(last ? rank - 1 : 1, moved.remove(last ? 1 : rank - 1));
      orders.put(moved, "the channels come %s".formatted(last ? "first" : "last"));
    }
    for (int i = 0; i < rank; i++) {
      for (int j = i + 1; j < rank; j++) {
        List<Integer> swapped = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        Collections.swap(swapped, i, j);
        orders.putIfAbsent(
            swapped, "%s and %s are swapped".formatted(name(i, rank), name(j, rank)));
      }
    }
    return orders;
  }

  /** Where the channels of so many dimensions stand. */
  static int channels(ModelDeclaration model, int rank) {
    return model.layout() == Layout.CHANNELS_LAST ? Math.max(0, rank - 1) : 1;
  }

  private String name(int index, int rank) {
    if (rank != model.axes() + 2) {
      return "dimension " + index;
    }
    int channels = channels(model, rank);
    if (index == 0) {
      return "batch";
    }
    List<String> spatial = List.of("depth", "height", "width");
    int axis = index - (channels == 1 ? 2 : 1);
    return index == channels ? "channels" : spatial.get(3 - model.axes() + axis);
  }

  /** The order in which an input of a layer would fit the first tensor that the layer reads. */
  static Optional<Order> ofInput(CheckedModel checked, ModelGraph.Node reader, String input) {
    Optional<Shape> wanted = reader.reads().stream().findFirst().flatMap(checked::shape);
    Optional<Shape> found = checked.shape(input);
    return wanted.isEmpty() || found.isEmpty()
        ? Optional.empty()
        : new SwappedAxes(checked).between(found.get(), wanted.get(), joined(checked, reader));
  }

  /** The dimension along which a {@code @Concat} adds sizes up. */
  private static Set<Integer> joined(CheckedModel checked, ModelGraph.Node reader) {
    ModelDeclaration model = checked.declaration();
    boolean joins = reader.field().isComputedBy(Concat.class);
    return joins ? Set.of(model.layout() == Layout.CHANNELS_LAST ? model.axes() + 1 : 1) : Set.of();
  }

  /** What to say of a mismatch that another order would mend. */
  static List<String> details(CheckedModel checked, Finding finding) {
    return switch (finding.diagnostic().code()) {
      case SP201 -> ofClaim(checked, finding).stream().toList();
      case SP202, SP207 -> {
        ModelGraph.Node reader = checked.graph().node(finding.field());
        yield reader.reads().stream()
            .flatMap(
                name ->
                    ofInput(checked, reader, name)
                        .map(
                            order ->
                                "%s: `%s` is %s"
                                    .formatted(
                                        order.words(), name, checked.shape(name).orElseThrow()))
                        .stream())
            .toList();
      }
      default -> List.of();
    };
  }

  private static Optional<String> ofClaim(CheckedModel checked, Finding finding) {
    ClaimEdits claim = new ClaimEdits(checked, finding);
    return claim
        .claimedShape()
        .flatMap(
            claimed -> claim.actualShape().flatMap(actual -> between(checked, claimed, actual)))
        .map(order -> order.words() + " in the @Shape");
  }
}
