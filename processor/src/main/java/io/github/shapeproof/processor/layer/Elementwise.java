package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rule of layers that combine tensors element by element: equal ranks, each dimension equal or
 * a literal 1, and a result of the shape of one of them. Stricter than NumPy's broadcasting, which
 * turns {@code [8,1] - [8]} into 64 differences without a word.
 */
abstract class Elementwise implements Layer {
  private final String operation;
  private final int most;

  /**
   * A rule.
   *
   * @param operation the runtime's name for it
   * @param most how many inputs it takes at most
   */
  Elementwise(String operation, int most) {
    this.operation = operation;
    this.most = most;
  }

  @Override
  public final Inference infer(LayerContext layer) {
    List<Named> inputs = layer.inputs(2, most);
    for (int i = 1; i < inputs.size(); i++) {
      checkRanks(layer, inputs.get(0), inputs.get(i), i);
    }
    List<Dim> dims = new ArrayList<>();
    Shape first = inputs.get(0).shape();
    for (int d = 0; d < first.dims().size(); d++) {
      dims.add(common(layer, inputs, d));
    }
    Shape output = new Shape(first.leading(), dims);
    if (inputs.stream().noneMatch(input -> fills(input.shape(), output))) {
      int last = inputs.size() - 1;
      throw silent(layer, inputs.get(0), inputs.get(last), last, output, "neither has that shape");
    }
    Step.Run step =
        fills(first, output)
            ? Steps.inPlace(operation, List.of(), inputs, output)
            : Steps.run(operation, List.of(), inputs, output);
    return new Inference(
        output,
        List.of(),
        List.of(step.with(fusing(inputs, output))),
        operation.toLowerCase(Locale.ROOT));
  }

  @Override
  public final boolean broadcasts() {
    return true;
  }

  /** How the step may become one with others. */
  Fusing fusing(List<Named> inputs, Shape output) {
    return Fusing.NONE;
  }

  private static void checkRanks(LayerContext layer, Named first, Named other, int index) {
    if (Dimensions.sameRank(first.shape(), other.shape())) {
      return;
    }
    if (first.shape().hasRank() && other.shape().hasRank()) {
      broadcast(layer, first.shape(), other.shape())
          .ifPresent(
              shape -> {
                throw silent(layer, first, other, index, shape, "give both as many dimensions");
              });
    }
    throw Dimensions.ranksDiffer(layer, first, other, index);
  }

  /** What NumPy would make of two shapes of different rank, if anything. */
  private static Optional<Shape> broadcast(LayerContext layer, Shape a, Shape b) {
    Shape longer = a.rank() > b.rank() ? a : b;
    Shape shorter = a.rank() > b.rank() ? b : a;
    int extra = longer.rank() - shorter.rank();
    List<Dim> dims = new ArrayList<>(longer.dims());
    for (int d = extra; d < dims.size(); d++) {
      Dim dim = shorter.dims().get(d - extra);
      if (dims.get(d).is(1)) {
        dims.set(d, dim);
      } else if (!dim.is(1) && !layer.equal(dim, dims.get(d))) {
        return Optional.empty();
      }
    }
    return Optional.of(Shape.of(dims));
  }

  private static Fault silent(
      LayerContext layer, Named first, Named other, int index, Shape result, String remedy) {
    return layer.fault(
        Code.SP206,
        layer.inputSite(index),
        "`%s`: `%s` %s against `%s` %s would silently broadcast to %s; %s"
            .formatted(
                layer.field(),
                first.name(),
                first.shape().inWords(),
                other.name(),
                other.shape().inWords(),
                result,
                remedy));
  }

  /** The size of one dimension: equal in all inputs but those where it is a literal 1. */
  private static Dim common(LayerContext layer, List<Named> inputs, int dimension) {
    Optional<Named> decisive =
        inputs.stream().filter(i -> !i.shape().dims().get(dimension).is(1)).findFirst();
    if (decisive.isEmpty()) {
      return Dim.of(1);
    }
    Shape shape = decisive.get().shape();
    Dim wanted = shape.dims().get(dimension);
    for (int i = 0; i < inputs.size(); i++) {
      Named input = inputs.get(i);
      Dim size = input.shape().dims().get(dimension);
      if (!size.is(1)) {
        layer.requireEqual(
            wanted,
            size,
            Code.SP202,
            layer.inputSite(i),
            "`%s`: `%s` is %s and `%s` is %s, which differ in the %s: %s against %s"
                .formatted(
                    layer.field(),
                    decisive.get().name(),
                    shape,
                    input.name(),
                    input.shape(),
                    Dimensions.name(layer, shape, dimension),
                    wanted,
                    size));
      }
    }
    return wanted;
  }

  private static boolean fills(Shape input, Shape output) {
    return IntStream.range(0, output.dims().size())
        .allMatch(d -> !input.dims().get(d).is(1) || output.dims().get(d).is(1));
  }
}
