package io.github.shapeproof.runtime;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What the arrays of one call fix: the value of each symbol, and the element type. */
public class Bindings {
  private static final Bindings NONE = new Bindings(null);

  /** A value and the dimensions it comes from. */
  record Binding(long value, Supplier<List<Dimension>> from) {
    String origin() {
      return from.get().stream()
          .map(Dimension::given)
          .distinct()
          .collect(Collectors.joining(" and ", "in ", ""));
    }
  }

  private final Map<String, Binding> values = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private @Nullable DataType type;

  private Bindings(@Nullable DataType type) {
    this.type = type;
  }

  /** No symbol, no type. */
  public static Bindings none() {
    return NONE;
  }

  /** The value of a symbol. */
  public final long get(String symbol) {
    return bound(symbol).value;
  }

  /** FLOAT or DOUBLE: that of all floating arrays. */
  public final DataType type() {
    return type == null ? DataType.FLOAT : type;
  }

  Bindings copy() {
    Bindings copy = new Bindings(type);
    copy.values.putAll(values);
    copy.open.addAll(open);
    return copy;
  }

  @Nullable Binding find(String symbol) {
    return values.get(symbol);
  }

  /** What binds a symbol; one that nothing binds is a fault of the caller. */
  Binding bound(String symbol) {
    Binding binding = values.get(symbol);
    if (binding == null && open.contains(symbol)) {
      throw new OpenSizeException(symbol);
    }
    if (binding == null) {
      throw new IllegalStateException("nothing binds the symbol " + symbol);
    }
    return binding;
  }

  /** Says of a symbol that only a graph's inputs at its run give it a value. */
  void leaveOpen(String symbol) {
    open.add(symbol);
  }

  boolean hasOpen() {
    return !open.isEmpty();
  }

  void bind(String symbol, long value, Supplier<List<Dimension>> from) {
    values.put(symbol, new Binding(value, from));
  }

  /** Those of the symbols that a computation asks for, until it is beyond a {@code long}. */
  Bindings askedBy(Function<Bindings, ?> computation) {
    Bindings asked = new Bindings(type);
    Bindings asking =
        new Bindings(type) {
          @Override
          Binding bound(String symbol) {
            Binding binding = Bindings.this.bound(symbol);
            asked.values.put(symbol, binding);
            return binding;
          }
        };
    try {
      Object unused = computation.apply(asking);
    } catch (ArithmeticException beyond) {
      return asked;
    }
    return asked;
  }

  /** The dimensions that the values come from. */
  List<Dimension> dimensions() {
    return values.values().stream().flatMap(binding -> binding.from.get().stream()).toList();
  }

  /** Whether a floating type is that of the arrays before; the first one decides. */
  boolean agree(DataType floating) {
    if (type == null) {
      type = floating;
    }
    return type == floating;
  }

  /** The symbols' values for a message: {@code H = 33, K = 5}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (symbol, binding) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(symbol)
                .append(" = ")
                .append(binding.value));
    return text.toString();
  }
}
