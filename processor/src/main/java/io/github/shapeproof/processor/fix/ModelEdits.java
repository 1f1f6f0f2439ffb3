package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is said of the whole model: its layout and its axes. Channels elsewhere are the likeliest
 * cause of any misfit where an input looks like it: {@code N,3,224,224} with channels last, {@code
 * N,H,W,3} with channels first.
 */
final class ModelEdits {
  /** Dearer than one parameter, cheaper than to give up what is claimed. */
  private static final double UNSEEN = 6;

  private static final double SEEN = 0.25;
  private static final double MOVED = 2.5;

  /** Before facts that leave few sizes. */
  private static final double TURNED = 8;

  /** Dearer than what the layers may need: what a network is given usually is what it is. */
  private static final double LEVEL = 20;

  private static final int MOST_DIGITS = 3;
  private static final double AXES = 1;
  private static final double OWN_AXES = 2;

  private final CheckedModel model;
  private final Finding finding;
  private final Layout layout;
  private final Layout other;

  private ModelEdits(CheckedModel model, Finding finding) {
    this.model = model;
    this.finding = finding;
    layout = model.declaration().layout();
    other = layout == Layout.CHANNELS_LAST ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
  }

  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    ModelEdits search = new ModelEdits(model, finding);
    List<Edit> edits = List.of(new Edit.SetLayout(search.other));
    return Stream.of(
            search.cost().stream().map(cost -> new Candidate("layout", edits, cost)),
            search.axes(),
            search.channel(),
            search.inputs())
        .flatMap(Function.identity());
  }

  /** Inputs that are declared otherwise than the network was made for, where all else is right. */
  private Stream<Candidate> inputs() {
    if (!finding.diagnostic().code().isMismatch()) {
      return Stream.of();
    }
    return model.graph().origins(finding.field()).stream()
        .filter(name -> model.graph().node(name).field().isInput())
        .flatMap(
            name ->
                model.map(name).stream()
                    .flatMap(
                        shape ->
                            Stream.of(inOrder(name, shape), turned(name, shape), scaled(name))
                                .flatMap(Function.identity())));
  }

  /** In this layout. A square map of this layout is not in the other one. */
  private Stream<Candidate> inOrder(String input, Shape shape) {
    return looksOther(shape) || !isSquare(shape, layout)
        ? Stream.of(moved(input, shape))
        : Stream.of();
  }

  /** With height and width in each other's place. */
  private Stream<Candidate> turned(String input, Shape shape) {
    int height = layout == Layout.CHANNELS_LAST ? 1 : 2;
    if (model.declaration().axes() != 2 || isSquare(shape, layout)) {
      return Stream.of();
    }
    Shape turned =
        shape.with(height, shape.dims().get(height + 1)).with(height + 1, shape.dims().get(height));
    return Stream.of(
        new Candidate(
            input + "@Shape", List.of(new Edit.SetShape(input, turned.toString())), TURNED));
  }

  /** Of another level of a pyramid: {@code H/16} where it says {@code H/8}. */
  private Stream<Candidate> scaled(String input) {
    String text = model.declaration().field(input).flatMap(FieldDeclaration::shape).orElse("");
    return SizeTexts.numbers(text).stream()
        .filter(number -> number.length() <= MOST_DIGITS)
        .filter(number -> text.matches(".*/\\s*" + number + "\\b.*"))
        .flatMap(
            number ->
                Stream.of(2, 4)
                    .flatMap(factor -> Stream.of(factor * value(number), value(number) / factor))
                    .filter(other -> other > 1)
                    .map(other -> text.replaceAll("/\\s*" + number + "\\b", "/" + other)))
        .map(
            other ->
                new Candidate(input + "@Shape", List.of(new Edit.SetShape(input, other)), LEVEL));
  }

  private static int value(String number) {
    return Integer.parseInt(number);
  }

  private Candidate moved(String input, Shape shape) {
    return new Candidate(
        input + "@Shape",
        List.of(new Edit.SetShape(input, moved(layout, shape).toString())),
        looksOther(shape) ? MOVED : UNSEEN);
  }

  /** A map of the other layout in this one. */
  static Shape moved(Layout layout, Shape shape) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    int last = dims.size() - 1;
    boolean toLast = layout == Layout.CHANNELS_LAST;
    Dim channels = dims.remove(toLast ? 1 : last);
    dims.add(toLast ? last : 1, channels);
    return Shape.of(dims);
  }

  /** As many axes as the inputs of a layer have that cannot read them: the model's or its own. */
  private Stream<Candidate> axes() {
    String field = finding.field();
    return finding.diagnostic().code() == Code.SP203
        ? model.graph().node(field).from().stream()
            .flatMap(name -> model.shape(name).stream())
            .filter(Shape::hasRank)
            .map(shape -> shape.rank() - 2)
            .filter(axes -> axes >= 1 && axes <= 3 && axes != model.declaration().axes())
            .flatMap(
                axes ->
                    Stream.of(
                        new Candidate("axes", List.of(new Edit.SetAxes(axes)), AXES),
                        new Candidate(
                            field + ".axes",
                            List.of(new Edit.SetAttribute(field, "axes", axes)),
                            OWN_AXES)))
        : Stream.of();
  }

  /** Grey pictures are often declared without their one channel. */
  private Stream<Candidate> channel() {
    return finding.diagnostic().code() == Code.SP203
        ? model.graph().node(finding.field()).from().stream()
            .filter(name -> model.graph().node(name).field().isInput())
            .flatMap(name -> model.shape(name).stream().flatMap(shape -> grey(name, shape)))
        : Stream.of();
  }

  private Stream<Candidate> grey(String input, Shape shape) {
    int axes = model.declaration().axes();
    if (!shape.hasRank() || shape.rank() != axes + 1) {
      return Stream.of();
    }
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.add(layout == Layout.CHANNELS_LAST ? axes + 1 : 1, Dim.of(1));
    Shape grey = Shape.of(dims);
    return Stream.of(
        new Candidate(
            input + "@Shape",
            List.of(new Edit.SetShape(input, grey.toString())),
            isSquare(grey, layout) ? SEEN : UNSEEN));
  }

  private Optional<Double> cost() {
    Code code = finding.diagnostic().code();
    boolean misfit = code.isMismatch();
    if (!misfit && !code.name().startsWith("SP3")) {
      return Optional.empty();
    }
    if (isSeen()) {
      return Optional.of(SEEN);
    }
    return misfit ? Optional.of(UNSEEN) : Optional.empty();
  }

  private boolean isSeen() {
    boolean declared =
        model.declaration().fields().stream()
            .filter(FieldDeclaration::isInput)
            .flatMap(field -> model.map(field.name()).stream())
            .anyMatch(this::looksOther);
    return declared || asserted();
  }

  /** Whether the layer asserts as many channels as it would read in the other layout. */
  private boolean asserted() {
    ModelGraph.Node node = model.graph().node(finding.field());
    return finding.diagnostic().code() == Code.SP204
        && node.field().layer().stream()
            .filter(layer -> layer.attributes().isWritten("in"))
            .map(layer -> layer.attributes().integer("in"))
            .anyMatch(
                in ->
                    node.from().stream()
                        .flatMap(name -> model.map(name).stream())
                        .anyMatch(map -> channels(map).is(in)));
  }

  /** Whether the sizes are an image's, or a square's, in the other layout and not in this one. */
  private boolean looksOther(Shape shape) {
    Shape swapped = shape.with(1, shape.last(0)).with(shape.rank() - 1, shape.dims().get(1));
    return (isImage(channels(shape)) && !isImage(channels(swapped)))
        || (isSquare(shape, other) && !isSquare(shape, layout));
  }

  /** The number of channels in the other layout. */
  private Dim channels(Shape shape) {
    return other == Layout.CHANNELS_LAST ? shape.last(0) : shape.dims().get(1);
  }

  /** Whether it is the number of channels of a picture: grey or colours, with or without alpha. */
  static boolean isImage(Dim channels) {
    return Stream.of(1, 2, 3, 4).anyMatch(channels::is);
  }

  private static boolean isSquare(Shape shape, Layout layout) {
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    List<Dim> sizes = shape.dims().subList(first, first + shape.rank() - 2);
    return sizes.size() > 1 && Set.copyOf(sizes).size() == 1;
  }
}
