package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.layer.Demand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which tensors of a model that was checked before are the same in an edited one. A tensor depends
 * on its declaration, on what it reads, and on the bounds that those above it demand.
 */
final class Unchanged {
  private final Map<String, CheckedField> before;
  private final List<Demand> demandsBefore;

  /** How many of the demands are those of tensors above one. */
  private final Map<String, Integer> demandsAbove = new HashMap<>();

  /** How many demands of both models are the same, from the first on. */
  private int sameDemands;

  /** Whether all tensors so far are the same. */
  private boolean isAll = true;

  Unchanged(CheckedModel before) {
    this.before = before.fields();
    this.demandsBefore = before.demands();
    int demands = 0;
    for (CheckedField field : this.before.values()) {
      demandsAbove.put(field.name(), demands);
      demands += field.demands().size();
    }
  }

  /**
   * What was found out about a tensor, if that still holds.
   *
   * @param fields the tensors above it
   * @param demands the bounds that those demand
   */
  Optional<CheckedField> find(
      ModelGraph.Node node, Map<String, CheckedField> fields, List<Demand> demands) {
    Optional<CheckedField> found =
        Optional.ofNullable(before.get(node.field().name()))
            .filter(old -> hasSameDemands(old, demands))
            .filter(old -> old.node().equals(node))
            .filter(old -> node.reads().stream().allMatch(name -> isSame(name, fields)))
            .filter(old -> isAll || !isLimited(node));
    isAll &= found.isPresent();
    return found;
  }

  /** Whether it was taken over: one that is equal may have come from other tensors. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isSame(String name, Map<String, CheckedField> fields) {
    return fields.get(name) == before.get(name);
  }

  /** Whether there may be too much of it, together with all above. */
  private static boolean isLimited(ModelGraph.Node node) {
    return node.field().layer().flatMap(LayerDeclaration::applied).isPresent();
  }

  private boolean hasSameDemands(CheckedField old, List<Demand> demands) {
    while (sameDemands < Math.min(demands.size(), demandsBefore.size())
        && demands.get(sameDemands).equals(demandsBefore.get(sameDemands))) {
      sameDemands++;
    }
    return sameDemands == demands.size()
        && demands.size() == Objects.requireNonNull(demandsAbove.get(old.name()));
  }
}
