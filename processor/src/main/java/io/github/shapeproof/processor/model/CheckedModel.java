package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.layer.Parameter;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A model with every shape inferred and every fault found.
 *
 * @param declaration what the user wrote
 * @param graph who reads whom
 * @param facts what {@code where} says
 * @param fields the tensors in source order, by name
 * @param demands bounds that sizes must keep and {@code where} does not promise
 * @param findings the faults, in source order; empty for a sound model
 */
public record CheckedModel(
    ModelDeclaration declaration,
    ModelGraph graph,
    Facts facts,
    Map<String, CheckedField> fields,
    List<Demand> demands,
    List<Finding> findings) {

  /**
   * The tensor of that name.
   *
   * @throws NullPointerException if there is none
   */
  public CheckedField field(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  /** The tensors; a field with several results is none itself. */
  public List<CheckedField> tensors() {
    return fields.values().stream().filter(f -> f.node().parts().isEmpty()).toList();
  }

  /** Whether nothing is wrong, and all sizes are known once the inputs and weights are. */
  public boolean isSound() {
    return isInferred() && open().isEmpty();
  }

  /** Whether nothing is wrong, and every shape known. */
  boolean isInferred() {
    return findings.isEmpty()
        && fields.values().stream()
            .allMatch(
                field ->
                    field.shape().isPresent()
                        && (field.node().field().isInput() || field.inference().isPresent()));
  }

  /** Symbols to which only a model that applies this one can give a value. */
  public Set<String> open() {
    return UnboundSymbols.open(this);
  }

  /**
   * What is believed of a tensor's shape; empty where nothing is known, or there is no such tensor.
   */
  public Optional<Shape> shape(String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(CheckedField::shape);
  }

  /** The shape of a tensor that is a map: batch, channels, and as many axes as the model has. */
  public Optional<Shape> map(String name) {
    int rank = declaration.axes() + 2;
    return shape(name).filter(shape -> shape.hasRank() && shape.rank() == rank);
  }

  /** Tensors with their shapes, which a sound model knows. */
  public List<Named> named(List<String> names) {
    return names.stream().map(name -> new Named(name, shape(name).orElseThrow())).toList();
  }

  /** Everything that is learned, under the names {@code field/kernel}, {@code field/bias}, … */
  public List<Named> weights() {
    List<Named> weights = new ArrayList<>();
    for (CheckedField field : fields.values()) {
      for (Parameter parameter : field.inference().map(Inference::parameters).orElse(List.of())) {
        weights.add(new Named(field.name() + "/" + parameter.name(), parameter.shape()));
      }
    }
    return weights;
  }
}
