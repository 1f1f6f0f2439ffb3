package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Evidence;
import io.github.shapeproof.processor.shape.Dim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The model that a field applies, as the rule of {@code @Apply} sees it. */
public interface Applied {

  /** The model's name. */
  String name();

  /** The symbols that its text names. */
  Set<String> symbols();

  /** Those that are kernels and strides, which must be numbers before it can be checked. */
  Set<String> numbers();

  /** The model checked, where its kernels and strides are these numbers. */
  Checked check(Map<String, Dim> numbers);

  /**
   * What came of a check.
   *
   * @param summary what is known of a sound model
   * @param code of the error that applying another one is
   * @param fault why, to follow the model's name in a sentence
   * @param evidence the tensors of the model on the way to the fault
   */
  record Checked(Optional<Summary> summary, Code code, String fault, List<Evidence> evidence) {

    /** A model without a fault. */
    public static Checked sound(Summary summary) {
      return new Checked(Optional.of(summary), Code.SP502, "", List.of());
    }

    /** A model that cannot be applied. */
    public static Checked faulty(Code code, String fault) {
      return faulty(code, fault, List.of());
    }

    /** A model that cannot be applied, because of these tensors of it. */
    public static Checked faulty(Code code, String fault, List<Evidence> evidence) {
      return new Checked(Optional.empty(), code, fault, evidence);
    }
  }
}
