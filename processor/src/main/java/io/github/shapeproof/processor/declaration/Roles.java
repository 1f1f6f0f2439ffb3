package io.github.shapeproof.processor.declaration;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What attributes are for. One name means the same in every annotation that has it. */
public final class Roles {
  /** Tensors that an operation looks at, besides those it computes {@code from}. */
  public static final List<String> REFERENCES = List.of("like", "target", "mask");

  /** All that hold names of tensors. */
  public static final List<String> TENSORS =
      Stream.concat(Stream.of("from"), REFERENCES.stream()).toList();

  /** Sizes of a result, of which an operation is given one. */
  public static final List<String> TARGETS =
      List.of("like", "size", "scale", "amounts", "multipleOf");

  /** Symbolic sizes that stand for numbers, and the attributes of those. */
  public static final Map<String, String> NUMBERS =
      sorted(Map.of("kernelOf", "kernel", "strideOf", "stride"));

  /** Symbolic numbers of channels, and the attributes that they stand for. */
  public static final Map<String, String> CHANNELS =
      sorted(Map.of("filtersOf", "filters", "unitsOf", "units"));

  /** All texts that hold sizes. */
  public static final List<String> SIZES =
      Stream.of(CHANNELS.keySet().stream(), NUMBERS.keySet().stream(), Stream.of("sizes", "with"))
          .flatMap(names -> names)
          .toList();

  private Roles() {}

  private static Map<String, String> sorted(Map<String, String> twins) {
    return Collections.unmodifiableMap(new TreeMap<>(twins));
  }
}
