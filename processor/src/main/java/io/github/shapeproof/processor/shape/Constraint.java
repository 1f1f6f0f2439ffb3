package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What a fact, or the denial of a claim, demands of one expression. */
record Constraint(Dim dim, Demand demand) {

  enum Demand {
    ZERO,
    NONZERO,
    NONNEGATIVE;

    boolean admits(int sign) {
      return switch (this) {
        case ZERO -> sign == 0;
        case NONZERO -> sign != 0;
        case NONNEGATIVE -> sign >= 0;
      };
    }
  }

  static Constraint zero(Dim dim) {
    return new Constraint(dim, Demand.ZERO);
  }

  static Constraint nonzero(Dim dim) {
    return new Constraint(dim, Demand.NONZERO);
  }

  static Constraint nonnegative(Dim dim) {
    return new Constraint(dim, Demand.NONNEGATIVE);
  }

  /** What {@code fact} demands. */
  static Constraint of(Fact fact) {
    if (fact.relation() == Relation.EQUAL) {
      return zero(fact.left().minus(fact.right()));
    }
    Requirement bound = fact.bound("");
    return nonnegative(bound.left().minus(bound.right()));
  }

  /** What holds exactly where this does not. */
  Constraint denial() {
    return switch (demand) {
      case ZERO -> nonzero(dim);
      case NONZERO -> zero(dim);
      case NONNEGATIVE -> nonnegative(dim.times(-1).minus(1));
    };
  }

  Constraint substitute(Map<String, Dim> bindings) {
    return new Constraint(dim.substitute(bindings), demand);
  }

  /** The same demand with common factors of the coefficients divided out. */
  Constraint normalized() {
    BigInteger constant = dim.constantTerm();
    Dim variable = dim.minus(Dim.of(constant));
    BigInteger common = Division.content(variable);
    if (common.compareTo(BigInteger.ONE) <= 0) {
      return this;
    }
    boolean divides = constant.mod(common).signum() == 0;
    if (!divides && demand != Demand.NONNEGATIVE) {
      return new Constraint(Dim.of(1), demand);
    }
    return new Constraint(
        variable.mapCoefficients(c -> c.divide(common)).plus(Dim.of(constant).floorDiv(common)),
        demand);
  }

  /** Whether it holds for all sizes, as its smallest or largest value tells. */
  boolean isTrue() {
    if (dim.isConstant()) {
      return demand.admits(dim.constant().signum());
    }
    return switch (demand) {
      case ZERO -> false;
      case NONZERO -> isAtLeast(1) || isAtMost(-1);
      case NONNEGATIVE -> isAtLeast(0);
    };
  }

  /** Whether it holds for none, as its smallest or largest value tells. */
  boolean isFalse() {
    if (dim.isConstant()) {
      return !demand.admits(dim.constant().signum());
    }
    return switch (demand) {
      case ZERO -> isAtLeast(1) || isAtMost(-1);
      case NONZERO -> false;
      case NONNEGATIVE -> isAtMost(-1);
    };
  }

  /** Whether it is a bound of what only grows, or only falls, with its symbols. */
  boolean isBound() {
    return demand == Demand.NONNEGATIVE
        && !dim.isConstant()
        && (dim.grows() || dim.times(-1).grows());
  }

  private boolean isAtLeast(long value) {
    return dim.grows() && dim.smallest().compareTo(BigInteger.valueOf(value)) >= 0;
  }

  private boolean isAtMost(long value) {
    return new Constraint(dim.times(-1), demand).isAtLeast(-value);
  }

  boolean admits(Map<String, BigInteger> values) {
    return demand.admits(dim.evaluate(values).signum());
  }

  /** This as inequalities all of which must hold; not for {@link Demand#NONZERO}. */
  List<Dim> nonnegativeParts() {
    return demand == Demand.ZERO ? List.of(dim, dim.times(-1)) : List.of(dim);
  }

  /** For {@link Demand#NONZERO}, the two inequalities one of which must hold. */
  List<Constraint> cases() {
    return demand == Demand.NONZERO
        ? List.of(nonnegative(dim.minus(1)), nonnegative(dim.times(-1).minus(1)))
        : List.of(this);
  }
}
