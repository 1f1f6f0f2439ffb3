package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Requirement;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is known of a model after its own check, for one that applies it. All sizes are in its own
 * symbols.
 *
 * @param name its name
 * @param inputs its inputs, in order
 * @param wanted names of the inputs that its outputs depend on
 * @param facts what its {@code where} promises
 * @param needs the bounds that its layers need besides
 * @param tensors its other tensors, each after those it reads
 * @param outputs names of its outputs
 */
public record Summary(
    String name,
    List<Named> inputs,
    List<String> wanted,
    List<Fact> facts,
    List<Requirement> needs,
    List<Tensor> tensors,
    List<String> outputs) {

  /**
   * A tensor that is computed.
   *
   * @param shape what is believed of its shape
   */
  public record Tensor(String name, Shape shape, Inference inference) {}

  /**
   * What is believed of the shape of one of its tensors.
   *
   * @throws java.util.NoSuchElementException if there is none of the name
   */
  Shape shape(String tensor) {
    return Stream.concat(
            inputs.stream().filter(t -> t.name().equals(tensor)).map(Named::shape),
            tensors.stream().filter(t -> t.name().equals(tensor)).map(Tensor::shape))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The symbols that must have values: those of its shapes and of its learned parameters.
   *
   * @param expected the inputs that are given
   */
  SortedSet<String> needed(List<Named> expected) {
    SortedSet<String> symbols = new TreeSet<>();
    expected.forEach(input -> symbols.addAll(input.shape().symbols()));
    for (Tensor tensor : tensors) {
      symbols.addAll(tensor.shape().symbols());
      tensor.inference().parameters().forEach(p -> symbols.addAll(p.shape().symbols()));
      tensor.inference().steps().forEach(s -> symbols.addAll(s.output().symbols()));
    }
    return symbols;
  }
}
