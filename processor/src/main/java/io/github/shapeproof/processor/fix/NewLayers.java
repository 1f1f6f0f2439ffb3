package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.AdaptiveAvgPool;
import io.github.shapeproof.annotation.AdaptiveMaxPool;
import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Channels;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Reconcile;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another layer in place of a pool, or a {@code @Reconcile} in front of tensors that do not fit.
 * Both are dearer than any change of a parameter.
 */
final class NewLayers {
  private static final double REPLACED = 7;
  private static final double INSERTED = 8;
  private static final double PROJECTED = 1;
  private static final double STEP_AWAY = 1;
  private static final Map<Class<? extends Annotation>, Class<? extends Annotation>> ADAPTIVE =
      Map.of(AvgPool.class, AdaptiveAvgPool.class, MaxPool.class, AdaptiveMaxPool.class);

  private final CheckedModel model;
  private final FieldDeclaration field;
  private final Suspects suspects;
  private final Wanted wanted;

  NewLayers(CheckedModel model, Finding finding, Suspects suspects) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
    this.suspects = suspects;
    this.wanted = new Wanted(model, finding);
  }

  Stream<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    suspects.layers().forEach((layer, distance) -> adaptive(candidates, layer, distance));
    reconciled(candidates);
    return candidates.stream();
  }

  private void adaptive(List<Candidate> candidates, FieldDeclaration pool, int distance) {
    LayerDeclaration old = pool.layer().orElseThrow();
    Class<? extends Annotation> type = ADAPTIVE.get(old.type());
    if (type == null) {
      return;
    }
    for (long size : wanted.hints(1)) {
      Map<String, Object> written = new LinkedHashMap<>();
      if (old.attributes().isWritten("from")) {
        List<String> from = old.attributes().texts("from");
        written.put("from", from.size() == 1 ? from.get(0) : from);
      }
      written.put("size", List.of((int) size));
      candidates.add(
          new Candidate(
              pool.name() + " adaptive",
              List.of(new Edit.ReplaceLayer(pool.name(), LayerDeclaration.of(type, written))),
              REPLACED + STEP_AWAY * distance));
    }
  }

  /** Fits each input of the faulty layer to each other tensor that it reads. */
  private void reconciled(List<Candidate> candidates) {
    List<String> from = model.graph().node(field.name()).from();
    List<String> reads = List.copyOf(model.graph().node(field.name()).reads());
    for (int i = 0; i < from.size(); i++) {
      for (String like : reads) {
        if (!like.equals(from.get(i))) {
          for (Channels channels : Channels.values()) {
            reconcile(from, i, like, channels).ifPresent(candidates::add);
          }
        }
      }
    }
  }

  private Optional<Candidate> reconcile(
      List<String> from, int input, String like, Channels channels) {
    String name = from.get(input) + "Fitted";
    if (model.declaration().field(name).isPresent()) {
      return Optional.empty();
    }
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("from", from.get(input));
    written.put("like", like);
    if (channels != Channels.KEEP) {
      written.put("channels", channels);
    }
    FieldDeclaration inserted =
        new FieldDeclaration(
            name,
            0,
            Optional.empty(),
            Optional.of(LayerDeclaration.of(Reconcile.class, written)),
            false);
    List<String> changed = new ArrayList<>(from);
    changed.set(input, name);
    Object value = changed.size() == 1 ? name : List.copyOf(changed);
    return Optional.of(
        new Candidate(
            field.name() + " reconciled",
            List.of(
                new Edit.InsertField(field.name(), inserted),
                new Edit.SetAttribute(field.name(), "from", value)),
            INSERTED + (channels == Channels.KEEP ? 0 : PROJECTED)));
  }
}
