package io.github.shapeproof.runtime;

import io.github.shapeproof.annotation.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
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
  private final List<DeclaredArray> declared;
  private final Map<String, ToLongFunction<Bindings>> definitions;
  private final List<Condition> conditions;

  /** What was found right last: most calls have arrays of the same shapes. */
  private volatile @Nullable Accepted last;

  /** The arrays of a call, but for their elements, and what they fix. */
  private record Accepted(Bindings known, DataType[] types, long[][] shapes, Bindings bound) {
    static Accepted of(Bindings known, INDArray[] arrays, Bindings bound) {
      DataType[] types = new DataType[arrays.length];
      long[][] shapes = new long[arrays.length][];
      for (int i = 0; i < arrays.length; i++) {
        types[i] = arrays[i].dataType();
        shapes[i] = arrays[i].shape().clone();
      }
      return new Accepted(known, types, shapes, bound);
    }

    boolean isSame(Bindings known, INDArray[] arrays) {
      boolean same = known == this.known && arrays.length == shapes.length;
      for (int i = 0; same && i < arrays.length; i++) {
        INDArray array = arrays[i];
        same =
            array != null
                && !array.wasClosed()
                && !array.isEmpty()
                && array.dataType() == types[i]
                && Arrays.equals(array.shape(), shapes[i]);
      }
      return same;
    }
  }

  private Guard(Builder builder) {
    this.kind = builder.kind;
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
    private final List<DeclaredArray> declared = new ArrayList<>();
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
      declared.add(new DeclaredArray(kind, name, text, List.of(sizes), false, layout));
      return this;
    }

    /** The next array, of an integer type: the numbers of classes. */
    public Builder integers(String name, String text, Size... sizes) {
      declared.add(new DeclaredArray(kind, name, text, List.of(sizes), true, layout));
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
      conditions.add(new Condition.Multiple(symbol, modulus, residue, least, reason));
      return this;
    }

    /** {@code symbol >= least}. */
    public Builder atLeast(String symbol, long least, String reason) {
      return multiple(symbol, 1, 0, least, reason);
    }

    /** Any other fact about symbols; evaluated once all of them are bound. */
    public Builder fact(String text, Predicate<Bindings> holds, String reason) {
      conditions.add(new Condition.Fact(text, holds, reason));
      return this;
    }

    public Guard build() {
      return new Guard(this);
    }
  }

  /** The names of the arrays, in order. */
  public List<String> names() {
    return declared.stream().map(DeclaredArray::name).toList();
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
    Accepted last = this.last;
    if (last != null && last.isSame(known, arrays)) {
      return last.bound;
    }
    if (arrays.length != declared.size()) {
      throw new ShapeMismatchException(
          "expected " + declared.size() + " " + kind + "s but got " + arrays.length);
    }
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < arrays.length; i++) {
      named.put(declared.get(i).name(), arrays[i]);
    }
    Bindings bound = check(known, named);
    this.last = Accepted.of(known, arrays, bound);
    return bound;
  }

  /** Checks arrays by name; names that are missing or unknown are faults too. */
  Bindings check(Bindings known, Map<String, INDArray> arrays) {
    List<String> faults = new ArrayList<>();
    GuardCheck check = new GuardCheck(known.copy(), faults);
    check.read(declared, arrays);
    arrays.keySet().stream()
        .filter(name -> !names().contains(name))
        .forEach(name -> faults.add(kind + " '" + name + "' is unknown"));
    return finish(check, faults);
  }

  /**
   * Checks variables in the order of their declaration, and begins to define a model of them. A
   * size that a variable leaves open, -1, fits anything.
   *
   * @param known what weights have bound already
   * @param sessions for the learned parameters that calls compute with
   * @throws ShapeMismatchException that lists all that is wrong, or if a weight was closed
   */
  public GraphDefinition define(
      SameDiff graph, Bindings known, SessionPool sessions, @Nullable SDVariable... variables) {
    List<String> faults = new ArrayList<>();
    GuardCheck check = new GuardCheck(known.copy(), faults);
    check.read(declared, Objects.requireNonNull(graph, "the SameDiff instance"), variables);
    Bindings bound = finish(check, faults);
    GraphDefinition definition = new GraphDefinition(graph, bound, sessions.openWeights());
    for (int i = 0; i < variables.length; i++) {
      SDVariable variable = Objects.requireNonNull(variables[i]);
      definition.input(
          declared.get(i).name(),
          new GraphTensor(variable, declared.get(i).shape(variable, bound)));
    }
    return definition;
  }

  /** The same where nothing is learned. */
  public GraphDefinition define(SameDiff graph, @Nullable SDVariable... variables) {
    return define(graph, Bindings.none(), new SessionPool(), variables);
  }

  private Bindings finish(GuardCheck check, List<String> faults) {
    check.bind();
    check.define(definitions);
    check.compare(!definitions.isEmpty());
    check.require(conditions);
    check.tellShapes();
    if (!faults.isEmpty()) {
      throw new ShapeMismatchException(String.join("\n", faults));
    }
    return check.bound();
  }
}
