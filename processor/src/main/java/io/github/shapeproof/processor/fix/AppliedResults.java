package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.AppliedCheck;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Results of applied models that were not meant to be, or that were meant to be and are not: a
 * tensor that nothing reads is one, and a tensor that is read is none without {@code @Output}.
 */
final class AppliedResults {
  private static final double MARKED = 0.5;

  private final CheckedModel model;
  private final Finding finding;

  AppliedResults(CheckedModel model, Finding finding) {
    this.model = model;
    this.finding = finding;
  }

  /**
   * The field with several results that the finding's field reads, or repeats, as if it had one.
   */
  Optional<FieldDeclaration> several() {
    ModelGraph.Node node = model.graph().nodes().get(finding.field());
    if (node == null) {
      return Optional.empty();
    }
    return switch (finding.diagnostic().code()) {
      case SP001 ->
          node.reads().stream()
              .flatMap(name -> Stream.ofNullable(model.graph().nodes().get(name)))
              .filter(read -> !read.parts().isEmpty())
              .map(ModelGraph.Node::field)
              .findFirst();
      case SP505 -> Optional.of(node.field()).filter(field -> !node.parts().isEmpty());
      default -> Optional.empty();
    };
  }

  /** Why there are several, where nobody says that there should be. */
  List<String> details() {
    return several().flatMap(AppliedResults::applied).map(AppliedResults::unread).orElse(List.of());
  }

  private static List<String> unread(AppliedModel applied) {
    List<String> outputs = AppliedCheck.of(applied).outputs();
    return outputs.subList(0, outputs.size() - 1).stream()
        .filter(name -> applied.declaration().field(name).filter(f -> !f.output()).isPresent())
        .map(
            name ->
                "nothing there reads %s, so that is a result as well"
                    .formatted(HelpText.place(applied, name)))
        .toList();
  }

  /**
   * Whether two findings are about several results of one model, of which nobody names a single
   * one: what is wrong is that there are several.
   */
  boolean isSame(Finding other) {
    Optional<AppliedModel> applied = several().flatMap(AppliedResults::applied);
    return applied.isPresent()
        && applied.equals(
            new AppliedResults(model, other).several().flatMap(AppliedResults::applied))
        && model.graph().nodes().values().stream()
            .filter(node -> !node.isPart())
            .flatMap(node -> node.reads().stream())
            .flatMap(name -> Stream.ofNullable(model.graph().nodes().get(name)))
            .noneMatch(read -> read.isPart() && applied.equals(applied(read.field())));
  }

  /** {@code @Output} on all tensors of a model that are read as if they were results of it. */
  Stream<Candidate> marks() {
    return model.graph().node(finding.field()).reads().stream()
        .flatMap(name -> hidden(name).stream())
        .filter(applied -> applied.source().isPresent())
        .distinct()
        .map(
            applied ->
                new Candidate(
                    applied + "@Output",
                    List.of(new Edit.InApplied(applied, marks(applied))),
                    MARKED));
  }

  private List<Edit> marks(AppliedModel applied) {
    Set<String> names = new TreeSet<>();
    for (ModelGraph.Node node : model.graph().nodes().values()) {
      for (String name : node.reads()) {
        if (hidden(name).filter(applied::equals).isPresent()) {
          names.add(name.split("\\.", -1)[1]); // the field, also of one with several results
        }
      }
    }
    return applied.declaration().fields().stream()
        .map(FieldDeclaration::name)
        .filter(names::contains)
        .<Edit>map(Edit.MarkOutput::new)
        .toList();
  }

  /** The applied model of which a name means a tensor that is no result. */
  private Optional<AppliedModel> hidden(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : model
            .declaration()
            .field(name.substring(0, dot))
            .flatMap(AppliedResults::applied)
            .filter(a -> AppliedCheck.of(a).inner().contains(name.substring(dot + 1)));
  }

  private static Optional<AppliedModel> applied(FieldDeclaration field) {
    return field.layer().flatMap(LayerDeclaration::applied);
  }
}
