package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** New tensors between the one at fault and what it computes from. */
final class Insertions {
  private static final double OTHER_INPUT = 0.5;

  private final CheckedModel model;
  private final String reader;
  private final List<String> from;
  private final int atFault;

  Insertions(CheckedModel model, Finding finding) {
    this(model, finding.field(), Math.max(0, finding.diagnostic().site().index()));
  }

  /** New tensors in front of another one, whose first input is as likely as any to be at fault. */
  Insertions(CheckedModel model, String reader) {
    this(model, reader, 0);
  }

  private Insertions(CheckedModel model, String reader, int atFault) {
    this.model = model;
    this.reader = reader;
    this.atFault = atFault;
    from = model.graph().node(reader).from();
  }

  /**
   * A layer on one input, read in its place; cheapest on the input that the error points at.
   *
   * @param suffix makes the new tensor's name from the input's
   * @param written the layer's attributes but for {@code from}
   */
  Optional<Candidate> insert(
      int input,
      String suffix,
      Class<? extends Annotation> type,
      Map<String, Object> written,
      double cost) {
    List<String> changed = new ArrayList<>(from);
    changed.set(input, name(from.get(input), suffix));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("from", from.get(input));
    attributes.putAll(written);
    return insert(
        changed.get(input),
        LayerDeclaration.of(type, attributes),
        changed,
        cost + (input == atFault ? 0 : OTHER_INPUT));
  }

  /** One layer on all inputs, read in their place. */
  Optional<Candidate> join(String suffix, Class<? extends Annotation> type, double cost) {
    if (from.isEmpty()) {
      return Optional.empty();
    }
    String name = name(from.get(0), suffix);
    Map<String, Object> attributes = Map.of("from", List.copyOf(from));
    return insert(name, LayerDeclaration.of(type, attributes), List.of(name), cost);
  }

  /** A field's name: {@code bYFlat} for what is made of {@code b.y}, one of several results. */
  private static String name(String tensor, String suffix) {
    int dot = tensor.indexOf('.');
    return dot < 0
        ? tensor + suffix
        : tensor.substring(0, dot) + capital(tensor.substring(dot + 1)) + suffix;
  }

  private static String capital(String name) {
    int end = name.offsetByCodePoints(0, 1);
    return name.substring(0, end).toUpperCase(Locale.ROOT) + name.substring(end);
  }

  private Optional<Candidate> insert(
      String name, LayerDeclaration layer, List<String> changed, double cost) {
    if (model.declaration().field(name).isPresent()
        || model.declaration().statics().contains(name)) {
      return Optional.empty();
    }
    FieldDeclaration inserted =
        new FieldDeclaration(name, 0, Optional.empty(), Optional.of(layer), false);
    Object value = changed.size() == 1 ? name : List.copyOf(changed);
    return Optional.of(
        new Candidate(
            reader + " " + layer.name(),
            List.of(
                new Edit.InsertField(reader, inserted),
                new Edit.SetAttribute(reader, "from", value)),
            cost));
  }
}
