package io.github.shapeproof.processor.layer;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The model that a field applies, as the rule of {@code @Apply} sees it. */
public interface Applied {

  /** The model's name. */
  String name();

  /** The symbols that are kernels and strides, which must be numbers before it can be checked. */
  Set<String> windows();

  /** The model checked, where its kernels and strides are these numbers. */
  Checked check(Map<String, BigInteger> windows);

  /**
   * What came of a check.
   *
   * @param summary what is known of a sound model
   * @param fault what is wrong with another one
   */
  record Checked(Optional<Summary> summary, String fault) {

    /** A model without a fault. */
    public static Checked sound(Summary summary) {
      return new Checked(Optional.of(summary), "");
    }

    /** A model that cannot be applied. */
    public static Checked faulty(String fault) {
      return new Checked(Optional.empty(), fault);
    }
  }
}
