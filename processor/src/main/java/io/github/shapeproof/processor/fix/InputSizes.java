package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.DeclaredShapes;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The network is right and its input is said to be of another size than it was made for: what is
 * claimed further down tells which. The input's height and width become symbols, so that one check
 * gives the size of every layer as a formula, in which sizes are tried.
 */
final class InputSizes {
  private static final int LARGEST = 2048;

  /** What networks are made for; of several sizes that fit, one of them is meant. */
  private static final Set<Integer> USUAL =
      Set.of(28, 32, 64, 96, 128, 160, 192, 224, 227, 256, 299, 300, 320, 416, 512, 572, 608, 640);

  /** Dearer than what the layers may need: what a network is given usually is what it is. */
  private static final double INPUT = 20;

  private final CheckedModel model;
  private final FieldDeclaration field;
  private final boolean isClaim;

  InputSizes(CheckedModel model, Finding finding) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
    this.isClaim = finding.diagnostic().code() == Code.SP201 && !field.isInput();
  }

  Stream<Candidate> candidates() {
    return isClaim
        ? model.graph().origins(field.name()).stream()
            .flatMap(name -> model.declaration().field(name).stream())
            .filter(FieldDeclaration::isInput)
            .flatMap(input -> candidate(input).stream())
        : Stream.empty();
  }

  private Optional<Candidate> candidate(FieldDeclaration input) {
    Optional<Shape> declared = model.map(input.name());
    Optional<Shape> claimed = field.shape().flatMap(DeclaredShapes::parse);
    if (declared.isEmpty() || claimed.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, Dim> symbols = symbols(declared.get());
    Optional<Shape> computed =
        computed(input, with(declared.get(), symbols)).filter(s -> agree(s, claimed.get()));
    if (symbols.isEmpty() || computed.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, Dim> sizes = new TreeMap<>();
    for (Map.Entry<Integer, Dim> axis : symbols.entrySet()) {
      List<Integer> dimensions = dimensions(axis.getValue(), computed.get());
      OptionalInt size = size(axis.getValue(), dimensions, computed.get(), claimed.get());
      if (size.isPresent()) {
        sizes.put(axis.getKey(), Dim.of(size.getAsInt()));
      } else if (!dimensions.isEmpty()) {
        return Optional.empty();
      } else {
        sizes.put(axis.getKey(), declared.get().dims().get(axis.getKey()));
      }
    }
    Shape meant = with(declared.get(), sizes);
    return Optional.of(
        new Candidate(
            input.name() + "@Shape",
            List.of(new Edit.SetShape(input.name(), meant.toString())),
            INPUT));
  }

  /** A symbol for each spatial axis whose size is a number, the same one for equal sizes. */
  private Map<Integer, Dim> symbols(Shape declared) {
    int first = model.declaration().layout() == Layout.CHANNELS_LAST ? 1 : 2;
    Map<Integer, Dim> symbols = new TreeMap<>();
    String name = "Size";
    while (model.declaration().toString().contains(name)) {
      name += "_"; // no symbol of the model begins so
    }
    for (int axis = first; axis < first + model.declaration().axes(); axis++) {
      Dim size = declared.dims().get(axis);
      if (size.isConstant()) {
        symbols.put(axis, Dim.symbol(name + size));
      }
    }
    return symbols;
  }

  private static Shape with(Shape shape, Map<Integer, Dim> sizes) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    sizes.forEach(dims::set);
    return Shape.of(dims);
  }

  /** What the field is computed as, with another input and nothing claimed of it. */
  private Optional<Shape> computed(FieldDeclaration input, Shape symbolic) {
    ModelDeclaration unclaimed =
        model
            .declaration()
            .withField(input.name(), f -> f.withShape(symbolic.toString()))
            .withField(field.name(), FieldDeclaration::withoutShape);
    CheckedModel checked = ModelChecker.recheck(unclaimed, model, found -> true);
    return Optional.ofNullable(checked.fields().get(field.name()))
        .filter(found -> found.findings().isEmpty())
        .flatMap(CheckedField::shape);
  }

  private static boolean agree(Shape computed, Shape claimed) {
    return computed.hasRank() && claimed.hasRank() && computed.rank() == claimed.rank();
  }

  /** The dimensions that depend on a size, and on no other. */
  private static List<Integer> dimensions(Dim symbol, Shape computed) {
    return IntStream.range(0, computed.rank())
        .filter(d -> computed.dims().get(d).symbols().equals(symbol.symbols()))
        .boxed()
        .toList();
  }

  /** The size for which some dimensions are as claimed: a usual one, or the least. */
  private static OptionalInt size(
      Dim symbol, List<Integer> dimensions, Shape computed, Shape claimed) {
    if (dimensions.isEmpty()) {
      return OptionalInt.empty();
    }
    int[] sizes =
        IntStream.rangeClosed(1, LARGEST)
            .filter(
                size -> {
                  Map<String, BigInteger> at =
                      Map.of(symbol.symbols().first(), BigInteger.valueOf(size));
                  return dimensions.stream()
                      .allMatch(
                          d ->
                              Dim.of(computed.dims().get(d).evaluate(at))
                                  .equals(claimed.dims().get(d)));
                })
            .toArray();
    OptionalInt usual = IntStream.of(sizes).filter(USUAL::contains).findFirst();
    return usual.isPresent() ? usual : IntStream.of(sizes).findFirst();
  }
}
