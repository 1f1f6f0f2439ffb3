package io.github.shapeproof.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What the arrays of one call fix: the value of each symbol, and the element type. */
public final class Bindings {
  private static final Bindings NONE = new Bindings(null);

  /** A value and the words that say where it comes from. */
  record Binding(long value, Supplier<String> origin) {}

  private final Map<String, Binding> values = new LinkedHashMap<>();
  private @Nullable DataType type;

  private Bindings(@Nullable DataType type) {
    this.type = type;
  }

  /** No symbol, no type. */
  public static Bindings none() {
    return NONE;
  }

  /** The value of a symbol. */
  public long get(String symbol) {
    return bound(symbol).value;
  }

  /** FLOAT or DOUBLE: that of all floating arrays. */
  public DataType type() {
    return type == null ? DataType.FLOAT : type;
  }

  Bindings copy() {
    Bindings copy = new Bindings(type);
    copy.values.putAll(values);
    return copy;
  }

  @Nullable Binding find(String symbol) {
    return values.get(symbol);
  }

  /** What binds a symbol; one that nothing binds is a fault of the caller. */
  Binding bound(String symbol) {
    Binding binding = values.get(symbol);
    if (binding == null) {
      throw new IllegalStateException("nothing binds the symbol " + symbol);
    }
    return binding;
  }

  void bind(String symbol, long value, Supplier<String> origin) {
    values.put(symbol, new Binding(value, origin));
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
