package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vector in front of a layer of maps, as a map of one place, which some layers enlarge, or of one
 * channel where there is one axis, or as a square one: a picture that is declared as a row of
 * pixels, or a decoder's first map.
 */
final class VectorMaps {
  private static final double ONE_PLACE = 1.5;
  private static final double RESHAPED = 2;
  private static final double SMALL = 1;

  /** Channels that are neither those of pictures nor such as people choose. */
  private static final double UNUSUAL_CHANNELS = 2;

  /** No picture is declared as a row of more. */
  private static final int LARGEST_SIDE = 1 << 10;

  private final CheckedModel model;
  private final Finding finding;
  private final Insertions between;

  VectorMaps(CheckedModel model, Finding finding, Insertions between) {
    this.model = model;
    this.finding = finding;
    this.between = between;
  }

  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    List<String> from = model.graph().node(finding.field()).from();
    if (finding.diagnostic().code() == Code.SP203 && from.size() == 1) {
      model
          .shape(from.get(0))
          .filter(shape -> shape.hasRank() && shape.rank() == 2)
          .ifPresent(vector -> add(candidates, from.get(0), vector));
    }
    return candidates;
  }

  private void add(List<Candidate> candidates, String name, Shape vector) {
    FieldDeclaration field = model.declaration().field(finding.field()).orElseThrow();
    Dim features = vector.dims().get(1);
    if (field.isComputedBy(Deconv.class) || field.isComputedBy(Resize.class)) {
      insert(map(vector, Dim.of(1), features), ONE_PLACE).ifPresent(candidates::add);
    }
    if (model.declaration().axes() == 1) {
      add(candidates, name, map(vector, features, Dim.of(1)), SMALL);
    } else if (features.isConstant()) {
      addSquares(candidates, name, vector);
    }
  }

  private void addSquares(List<Candidate> candidates, String name, Shape vector) {
    for (int side = 2; side <= LARGEST_SIDE; side++) {
      BigInteger places = BigInteger.valueOf(side).pow(model.declaration().axes());
      BigInteger[] channels = vector.dims().get(1).constant().divideAndRemainder(places);
      if (channels[0].signum() > 0 && channels[1].signum() == 0) {
        Dim dim = Dim.of(channels[0]);
        boolean isUsual = isInput(name) ? ModelEdits.isImage(dim) : channels[0].bitCount() == 1;
        double cost = (isUsual ? 0 : UNUSUAL_CHANNELS) + SMALL / side;
        add(candidates, name, map(vector, Dim.of(side), dim), cost);
      }
    }
  }

  /** The map in place of the vector, and, where it is an input, as its declaration. */
  private void add(List<Candidate> candidates, String name, Shape map, double cost) {
    insert(map, RESHAPED + cost).ifPresent(candidates::add);
    if (isInput(name)) {
      Edit declared = new Edit.SetShape(name, map.toString());
      candidates.add(new Candidate(name + "@Shape", List.of(declared), cost));
    }
  }

  private boolean isInput(String name) {
    return model.declaration().field(name).filter(FieldDeclaration::isInput).isPresent();
  }

  private Optional<Candidate> insert(Shape map, double cost) {
    return between.insert(0, "Map", Reshape.class, Map.of("value", map.toString()), cost);
  }

  private Shape map(Shape vector, Dim side, Dim channels) {
    List<Dim> dims = new ArrayList<>(List.of(vector.dims().get(0), channels));
    boolean last = model.declaration().layout() == Layout.CHANNELS_LAST;
    dims.addAll(last ? 1 : 2, Collections.nCopies(model.declaration().axes(), side));
    return Shape.of(dims);
  }
}
