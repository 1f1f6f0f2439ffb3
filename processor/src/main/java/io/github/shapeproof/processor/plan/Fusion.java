package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.plan.Flow.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes one step of two where the layers {@link io.github.shapeproof.processor.layer.Fusing say so}
 * and nobody else reads what the first one makes: that is used while it is in the cache, and needs
 * no buffer.
 */
final class Fusion {
  private final List<Node> nodes;
  private final List<Value> kept;

  private Fusion(List<Node> nodes, List<Value> kept) {
    this.nodes = new ArrayList<>(nodes);
    this.kept = kept;
  }

  /**
   * The steps that remain of {@code nodes}, in order.
   *
   * @param kept values that somebody needs besides the steps
   */
  static List<Node> of(List<Node> nodes, List<Value> kept) {
    Fusion fusion = new Fusion(nodes, kept);
    nodes.forEach(fusion::fuse);
    return fusion.nodes;
  }

  private void fuse(Node node) {
    if (node.step() instanceof Step.Run run) {
      run.fusing().takesRows().stream()
          .flatMap(operand -> maker(node.inputs().get(operand)).stream())
          .findFirst()
          .ifPresent(maker -> replace(node, run, maker));
    }
  }

  /** Puts one step in place of two. */
  private void replace(Node node, Step.Run run, Node maker) {
    List<Source> operands = new ArrayList<>(node.inputs());
    operands.remove(new Source.Of(maker.out()));
    operands.add(1, maker.inputs().get(0));
    List<Object> arguments = new ArrayList<>(run.arguments());
    arguments.add(maker.step());
    Step both =
        new Step.Run(
            run.operation() + "Fitted",
            arguments,
            run.inPlace(),
            run.operands(),
            run.output(),
            run.fusing());
    nodes.set(nodes.indexOf(node), new Node(node.field(), both, operands, node.out()));
    nodes.remove(maker);
  }

  /** The step that gives these rows, where nobody else needs them. */
  private Optional<Node> maker(Source source) {
    return nodes.stream()
        .filter(node -> source.equals(new Source.Of(node.out())))
        .filter(node -> node.step() instanceof Step.Run run && run.fusing().givesRows())
        .filter(node -> !kept.contains(node.out()) && reads(source) == 1)
        .findFirst();
  }

  private long reads(Source source) {
    return nodes.stream().mapToLong(n -> Collections.frequency(n.inputs(), source)).sum();
  }
}
