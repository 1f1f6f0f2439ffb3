package io.github.shapeproof.runtime;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Bindings.Binding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the arrays of a call must satisfy before anything is computed.
 *
 * <p>An adapter holds one guard for its inputs and one for its weights, both made once by generated
 * code. A check binds the symbols of the declared shapes, first from dimensions that are a symbol,
 * then from linear ones, and compares everything else with them. All that is wrong goes into one
 * {@link ShapeMismatchException}.
 */
public final class Guard {
  private final String kind;
  private final @Nullable Layout layout;
  private final List<Declared> declared;
  private final Map<String, ToLongFunction<Bindings>> definitions;
  private final List<Condition> conditions;

  /** An array as declared; {@code integer} stands for a sparse target. */
  private record Declared(String name, String text, List<Size> sizes, boolean integer) {
    List<String> items() {
      return Arrays.stream(text.split(",")).map(String::trim).toList();
    }

    String shape() {
      return "[" + String.join(", ", items()) + "]";
    }

    String expectedButGot(long[] actual) {
      return ": expected " + shape() + " but got " + Arrays.toString(actual) + ": ";
    }

    boolean hasLeading() {
      return sizes.stream().anyMatch(Size.Leading.class::isInstance);
    }

    boolean fitsRank(int rank) {
      return hasLeading() ? rank >= sizes.size() - 1 : rank == sizes.size();
    }

    String requiredRank() {
      return hasLeading() ? "at least " + (sizes.size() - 1) : String.valueOf(sizes.size());
    }
  }

  private sealed interface Condition {}

  private record Multiple(String symbol, long modulus, long residue, long least, String reason)
      implements Condition {}

  private record Fact(String text, Predicate<Bindings> holds, String reason) implements Condition {}

  private Guard(Builder builder) {
    this.kind = builder.kind;
    this.layout = builder.layout;
    this.declared = List.copyOf(builder.declared);
    this.definitions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.definitions));
    this.conditions = List.copyOf(builder.conditions);
  }

  /** A guard for the inputs of a model; the layout gives the dimensions their names. */
  public static Builder inputs(Layout layout) {
    return new Builder("input", layout);
  }

  /** A guard for the weights of a model. */
  public static Builder weights() {
    return new Builder("weight", null);
  }

  /** Collects what generated code declares. */
  public static final class Builder {
    private final String kind;
    private final @Nullable Layout layout;
    private final List<Declared> declared = new ArrayList<>();
    private final Map<String, ToLongFunction<Bindings>> definitions = new LinkedHashMap<>();
    private final List<Condition> conditions = new ArrayList<>();

    private Builder(String kind, @Nullable Layout layout) {
      this.kind = kind;
      this.layout = layout;
    }

    /**
     * The next array, of floating type.
     *
     * @param text the declared shape: one item for each size, separated by commas
     */
    public Builder array(String name, String text, Size... sizes) {
      declared.add(new Declared(name, text, List.of(sizes), false));
      return this;
    }

    /** The next array, of an integer type: a sparse target. */
    public Builder integers(String name, String text, Size... sizes) {
      declared.add(new Declared(name, text, List.of(sizes), true));
      return this;
    }

    /** A symbol that no array is as large as, computed from those bound before it. */
    public Builder define(String symbol, ToLongFunction<Bindings> value) {
      definitions.put(symbol, value);
      return this;
    }

    /**
     * {@code symbol >= least} and {@code symbol % modulus == residue}.
     *
     * @param reason whose need it is, or empty
     */
    public Builder multiple(String symbol, long modulus, long residue, long least, String reason) {
      conditions.add(new Multiple(symbol, modulus, residue, least, reason));
      return this;
    }

    /** {@code symbol >= least}. */
    public Builder atLeast(String symbol, long least, String reason) {
      return multiple(symbol, 1, 0, least, reason);
    }

    /** Any other fact about symbols; evaluated once all of them are bound. */
    public Builder fact(String text, Predicate<Bindings> holds, String reason) {
      conditions.add(new Fact(text, holds, reason));
      return this;
    }

    public Guard build() {
      return new Guard(this);
    }
  }

  /** The names of the arrays, in order. */
  public List<String> names() {
    return declared.stream().map(Declared::name).toList();
  }

  /** Checks arrays in the order of their declaration. */
  public Bindings check(INDArray... arrays) {
    return check(Bindings.none(), arrays);
  }

  /**
   * Checks arrays in the order of their declaration.
   *
   * @param known what weights have bound already
   * @throws ShapeMismatchException that lists all that is wrong
   */
  public Bindings check(Bindings known, INDArray... arrays) {
    if (arrays.length != declared.size()) {
      throw new ShapeMismatchException(
          "expected " + declared.size() + " " + kind + "s but got " + arrays.length);
    }
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < arrays.length; i++) {
      named.put(declared.get(i).name, arrays[i]);
    }
    return check(known, named);
  }

  /** Checks arrays by name; names that are missing or unknown are faults too. */
  Bindings check(Bindings known, Map<String, INDArray> arrays) {
    Check check = new Check(known.copy(), arrays);
    check.run();
    if (!check.faults.isEmpty()) {
      throw new ShapeMismatchException(String.join("\n", check.faults));
    }
    return check.bound;
  }

  /** One check under way. */
  private final class Check {
    private final Bindings bound;
    private final Map<String, INDArray> arrays;
    private final List<Dimension> dimensions = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Check(Bindings bound, Map<String, INDArray> arrays) {
      this.bound = bound;
      this.arrays = arrays;
    }

    void run() {
      for (Declared one : declared) {
        if (!arrays.containsKey(one.name)) {
          faults.add(kind + " '" + one.name + "' is missing: expected " + one.shape());
        } else if (isUsable(one, arrays.get(one.name))) {
          dimensions.addAll(dimensions(one, arrays.get(one.name).shape()));
        }
      }
      List<String> names = names();
      for (String name : arrays.keySet()) {
        if (!names.contains(name)) {
          faults.add(kind + " '" + name + "' is unknown");
        }
      }
      dimensions.forEach(this::bindSymbol);
      dimensions.forEach(this::bindLinear);
      if (faults.isEmpty()) {
        definitions.forEach(this::define);
      }
      if (faults.isEmpty() || definitions.isEmpty()) {
        dimensions.forEach(this::compare);
      }
      if (faults.isEmpty()) {
        conditions.forEach(this::require);
      }
    }

    private boolean isUsable(Declared one, @Nullable INDArray array) {
      String fault = faultOf(one, array);
      if (!fault.isEmpty()) {
        faults.add(kind + " '" + one.name + "'" + fault);
      }
      return fault.isEmpty();
    }

    private String faultOf(Declared one, @Nullable INDArray array) {
      if (array == null) {
        return " is null";
      }
      if (array.wasClosed()) {
        return " is closed: its memory is freed";
      }
      DataType type = array.dataType();
      if (one.integer && !type.isIntType()) {
        return " has type " + type + ", must be an integer type";
      }
      if (!one.integer && type != DataType.FLOAT && type != DataType.DOUBLE) {
        return " has type " + type + ", must be FLOAT or DOUBLE";
      }
      if (!one.integer && !bound.agree(type)) {
        return " has type " + type + ", must be " + bound.type() + " as the others";
      }
      if (!one.fitsRank(array.rank())) {
        return one.expectedButGot(array.shape())
            + ("rank is " + array.rank() + ", must be ")
            + one.requiredRank();
      }
      return "";
    }

    private void bindSymbol(Dimension dimension) {
      if (dimension.size() instanceof Size.Symbol symbol && bound.find(symbol.name()) == null) {
        bound.bind(symbol.name(), dimension.actual(), dimension::origin);
      }
    }

    private void bindLinear(Dimension dimension) {
      if (dimension.size() instanceof Size.Linear linear && bound.find(linear.symbol()) == null) {
        long product = dimension.actual() - linear.plus();
        if (product % linear.factor() == 0 && product / linear.factor() >= 1) {
          bound.bind(linear.symbol(), product / linear.factor(), dimension::origin);
        } else {
          faults.add(dimension.fault("no " + linear.symbol() + " makes it " + dimension.text()));
        }
      }
    }

    private void define(String symbol, ToLongFunction<Bindings> value) {
      long defined = value.applyAsLong(bound);
      bound.bind(symbol, defined, () -> "from the others");
      if (defined < 1) {
        faults.add("%s would be %d, must be at least 1".formatted(symbol, defined));
      }
    }

    private void compare(Dimension dimension) {
      Supplier<String> formula = () -> " = " + dimension.text() + " with " + bound;
      if (dimension.actual() < 1) {
        faults.add(dimension.fault("must be at least 1"));
      } else if (dimension.size() instanceof Size.Constant constant) {
        expect(dimension, constant.value(), () -> "");
      } else if (dimension.size() instanceof Size.Symbol symbol) {
        Binding binding = bound.bound(symbol.name());
        expect(
            dimension,
            binding.value(),
            () -> " as " + symbol.name() + " " + binding.origin().get());
      } else if (dimension.size() instanceof Size.Linear linear
          && bound.find(linear.symbol()) != null) {
        expect(dimension, linear.at(bound.get(linear.symbol())), formula);
      } else if (dimension.size() instanceof Size.Derived derived && faults.isEmpty()) {
        expect(dimension, derived.value().applyAsLong(bound), formula);
      }
    }

    private void expect(Dimension dimension, long value, Supplier<String> why) {
      if (dimension.actual() != value) {
        faults.add(dimension.fault("must be " + value + why.get()));
      }
    }

    private void require(Condition condition) {
      if (condition instanceof Fact fact && !fact.holds.test(bound)) {
        faults.add(fact.text + " does not hold with " + bound + because(fact.reason));
      } else if (condition instanceof Multiple multiple) {
        require(multiple);
      }
    }

    private void require(Multiple need) {
      long value = bound.get(need.symbol);
      boolean fits = Math.floorMod(value - need.residue, need.modulus) == 0;
      if (fits && value >= need.least) {
        return;
      }
      long from = Math.max(value, need.least);
      long next = from + Math.floorMod(need.residue - from, need.modulus);
      String must =
          need.modulus == 1
              ? "at least " + need.least
              : need.residue == 0
                  ? "a multiple of " + need.modulus
                  : need.residue + " more than a multiple of " + need.modulus;
      if (need.modulus > 1 && fits) {
        must += ", at least " + next;
      }
      faults.add(
          "%s %d must be %s: pad to %d%s"
              .formatted(title(need.symbol), value, must, next, because(need.reason)));
    }

    /** What a symbol is called: after the first dimension that it is alone. */
    private String title(String symbol) {
      return dimensions.stream()
          .filter(it -> it.size().equals(Size.symbol(symbol)) && !it.name().isEmpty())
          .findFirst()
          .map(it -> it.name() + " of '" + it.array().name() + "'")
          .orElse(symbol);
    }
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }

  /** The dimensions of an array of a fitting rank, those under {@code ...} left out. */
  private List<Dimension> dimensions(Declared one, long[] shape) {
    List<Dimension> result = new ArrayList<>();
    int axis = 0;
    for (int item = 0; item < one.sizes.size(); item++) {
      if (one.sizes.get(item) instanceof Size.Leading) {
        axis += shape.length - one.sizes.size() + 1;
      } else {
        result.add(new Dimension(one, item, shape, axis++));
      }
    }
    return result;
  }

  /** A dimension of an array and what was declared for it. */
  private final class Dimension {
    private final Declared array;
    private final int item;
    private final long[] shape;
    private final int axis;

    Dimension(Declared array, int item, long[] shape, int axis) {
      this.array = array;
      this.item = item;
      this.shape = shape;
      this.axis = axis;
    }

    Declared array() {
      return array;
    }

    Size size() {
      return array.sizes.get(item);
    }

    long actual() {
      return shape[axis];
    }

    /** The declared text of this dimension. */
    String text() {
      return array.items().get(item);
    }

    /** Batch, channels or the spatial axis; empty where the rank does not tell. */
    String name() {
      return layout == null ? "" : AxisNames.of(layout, shape.length, axis);
    }

    String origin() {
      return "in %s '%s' %s".formatted(kind, array.name, Arrays.toString(shape));
    }

    String fault(String must) {
      String name = name().isEmpty() ? "" : " (" + name() + ")";
      return "%s '%s'%sdimension %d%s is %d, %s"
          .formatted(kind, array.name, array.expectedButGot(shape), axis, name, actual(), must);
    }
  }
}
