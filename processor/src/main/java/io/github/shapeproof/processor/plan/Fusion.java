package io.github.shapeproof.processor.plan;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.plan.Flow.Node;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one step of a combination and of the resize or pad that it alone reads: what that computes
 * is used while it is in the cache, and needs no buffer.
 */
final class Fusion {
  private static final Set<String> FITS = Set.of("Resize", "Pad");

  /** Their second operand may be fitted on the way; of a sum of two, either one. */
  private static final Set<String> COMBINATIONS = Set.of("Add", "MaskedAdd", "GatedConcat");

  private final List<Node> nodes;
  private final List<Value> kept;
  private final Layout layout;

  private Fusion(List<Node> nodes, List<Value> kept, Layout layout) {
    this.nodes = new ArrayList<>(nodes);
    this.kept = kept;
    this.layout = layout;
  }

  /**
   * The steps that remain of {@code nodes}, in order.
   *
   * @param kept values that somebody needs besides the steps
   */
  static List<Node> of(List<Node> nodes, List<Value> kept, Layout layout) {
    Fusion fusion = new Fusion(nodes, kept, layout);
    nodes.forEach(fusion::fuse);
    return fusion.nodes;
  }

  private void fuse(Node node) {
    if (!(node.step() instanceof Step.Run run) || !COMBINATIONS.contains(run.operation())) {
      return;
    }
    boolean isSum = run.operation().equals("Add");
    if (isSum && !isSumOfEqualShapes(node)) {
      return;
    }
    if (node.inputs().size() > 2 && isNarrower(node.inputs().get(2), node.inputs().get(0))) {
      return;
    }
    fit(node, 1)
        .or(() -> isSum ? fit(node, 0) : Optional.empty())
        .ifPresent(fit -> replace(node, run, fit));
  }

  /** Puts one step in place of the combination and of the fit that it alone reads. */
  private void replace(Node node, Step.Run run, Node fit) {
    List<Source> operands = new ArrayList<>(node.inputs());
    operands.remove(new Source.Of(fit.out()));
    operands.add(1, fit.inputs().get(0));
    List<Object> arguments = new ArrayList<>(run.arguments());
    arguments.add(fit.step());
    boolean inPlace = run.inPlace() || run.operation().equals("Add");
    Step both =
        new Step.Run(run.operation() + "Fitted", arguments, inPlace, run.operands(), run.output());
    nodes.set(nodes.indexOf(node), new Node(node.field(), both, operands, node.out()));
    nodes.remove(fit);
  }

  /** The resize or pad whose result this operand is, where nobody else needs it. */
  private Optional<Node> fit(Node reader, int operand) {
    Source source = reader.inputs().get(operand);
    return nodes.stream()
        .filter(node -> source.equals(new Source.Of(node.out())))
        .filter(node -> node.step() instanceof Step.Run run && isFit(run))
        .filter(node -> !kept.contains(node.out()) && reads(node.out()) == 1)
        .findFirst();
  }

  /** Averages of areas are pools, which have faster ways of their own. */
  private static boolean isFit(Step.Run run) {
    return FITS.contains(run.operation()) && !run.arguments().contains(ResizeMethod.AREA);
  }

  /** Whether a mask is repeated along the width, which rows are not. */
  private boolean isNarrower(Source mask, Source base) {
    return width(mask).is(1) && !width(base).is(1);
  }

  private Dim width(Source source) {
    List<Dim> dims = ((Source.Of) source).value().shape().dims();
    return dims.get(dims.size() - (layout == Layout.CHANNELS_LAST ? 2 : 1));
  }

  private long reads(Value value) {
    Source source = new Source.Of(value);
    return nodes.stream().mapToLong(n -> Collections.frequency(n.inputs(), source)).sum();
  }

  private static boolean isSumOfEqualShapes(Node node) {
    Shape shape = node.out().shape();
    return node.inputs().size() == 2
        && node.inputs().stream()
            .allMatch(s -> s instanceof Source.Of of && of.value().shape().equals(shape));
  }
}
