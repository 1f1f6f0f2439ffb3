package io.github.shapeproof.runtime;

import java.util.function.ToLongFunction;

/** One dimension of a declared shape, as a {@link Guard} checks it. */
public sealed interface Size {

  /**
   * Its number.
   *
   * @throws ShapeMismatchException where a symbol has none, or it is beyond 2^63 - 1
   */
  long in(Bindings sizes);

  /** Exactly this size. */
  record Constant(long value) implements Size {
    @Override
    public long in(Bindings sizes) {
      return value;
    }
  }

  /** A symbol: one value of at least 1 over all inputs. */
  record Symbol(String name) implements Size {
    @Override
    public long in(Bindings sizes) {
      return sizes.get(name);
    }
  }

  /** {@code factor * symbol + plus}, solved for the symbol where no other dimension binds it. */
  record Linear(long factor, String symbol, long plus) implements Size {
    long at(long value) {
      return Math.addExact(Math.multiplyExact(factor, value), plus);
    }

    @Override
    public long in(Bindings sizes) {
      return exact(known -> at(known.get(symbol)), sizes);
    }
  }

  /** An expression over symbols that other dimensions bind. */
  record Derived(ToLongFunction<Bindings> value) implements Size {
    @Override
    public long in(Bindings sizes) {
      return exact(value, sizes);
    }
  }

  /** Any size of at least 1: {@code _}. */
  record Any() implements Size {
    @Override
    public long in(Bindings sizes) {
      throw new OpenSizeException("_");
    }
  }

  /** Any number of leading dimensions: {@code ...}. */
  record Leading() implements Size {
    @Override
    public long in(Bindings sizes) {
      throw new OpenSizeException("...");
    }
  }

  private static long exact(ToLongFunction<Bindings> value, Bindings sizes) {
    try {
      return value.applyAsLong(sizes);
    } catch (ArithmeticException beyond) {
      throw new ShapeMismatchException(
          "a size is beyond 2^63 - 1 with " + sizes.askedBy(value::applyAsLong));
    }
  }

  static Size of(long value) {
    return new Constant(value);
  }

  static Size symbol(String name) {
    return new Symbol(name);
  }

  static Size linear(long factor, String symbol, long plus) {
    return new Linear(factor, symbol, plus);
  }

  static Size derived(ToLongFunction<Bindings> value) {
    return new Derived(value);
  }

  static Size any() {
    return new Any();
  }

  static Size leading() {
    return new Leading();
  }
}
