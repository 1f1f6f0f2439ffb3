package io.github.shapeproof.processor.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A product of atoms, sorted; an atom's power is the number of times it occurs, and the empty
 * product is 1. Ordered by falling degree, then by atoms: {@code H*W} before {@code H} before
 * {@code 1}.
 */
record Monomial(List<Atom> atoms) implements Comparable<Monomial> {
  static final Monomial ONE = new Monomial(List.of());

  static Monomial of(Atom atom) {
    return new Monomial(List.of(atom));
  }

  Monomial times(Monomial other) {
    if (atoms.isEmpty()) {
      return other;
    }
    if (other.atoms.isEmpty()) {
      return this;
    }
    List<Atom> all = new ArrayList<>(atoms);
    all.addAll(other.atoms);
    Collections.sort(all);
    return new Monomial(List.copyOf(all));
  }

  /** Whether this is one atom to the first power. */
  boolean isAtom() {
    return atoms.size() == 1;
  }

  @Override
  public int compareTo(Monomial other) {
    int order = Integer.compare(other.atoms.size(), atoms.size());
    for (int i = 0; order == 0 && i < atoms.size(); i++) {
      order = atoms.get(i).compareTo(other.atoms.get(i));
    }
    return order;
  }
}
