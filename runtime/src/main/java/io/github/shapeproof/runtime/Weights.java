package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Learned parameters by name: {@code field/kernel}, {@code field/bias}, … */
public final class Weights {
  private final Map<String, INDArray> arrays;

  private Weights(Map<String, INDArray> arrays) {
    Objects.requireNonNull(arrays, "arrays");
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** The arrays as they are, not copied. */
  public static Weights of(Map<String, INDArray> arrays) {
    return new Weights(arrays);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Random FLOAT weights, for trying things out: uniform, with the variance {@code 2 / fan-in} of
   * He et al., where the fan-in is the product of all dimensions but the last. Vectors are 1 under
   * the names {@code gamma} and {@code variance} and 0 otherwise.
   *
   * @param shapes of the weights by name, as an adapter's {@code WEIGHTS} states them
   * @throws IllegalArgumentException if a shape holds a symbol
   */
  public static Weights random(Map<String, String> shapes, long seed) {
    return random(shapes, Map.of(), seed);
  }

  /**
   * The same where shapes hold symbols, such as {@code 3,3,C,64} or {@code C,4*C}.
   *
   * @param sizes of the symbols
   * @throws IllegalArgumentException if a symbol has no size, a dimension comes out below 1 or over
   *     2^63 - 1, or a weight has more than 2^31 - 1 elements
   */
  public static Weights random(Map<String, String> shapes, Map<String, Long> sizes, long seed) {
    Objects.requireNonNull(shapes, "shapes");
    Objects.requireNonNull(sizes, "sizes");
    Random random = new Random(seed);
    Builder builder = builder();
    shapes.forEach(
        (name, shape) -> builder.put(name, random(name, shape(name, shape, sizes), random)));
    return builder.build();
  }

  private static long[] shape(String name, String shape, Map<String, Long> sizes) {
    try {
      return Arrays.stream(shape.split(",")).mapToLong(dim -> size(dim.strip(), sizes)).toArray();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "weight '%s' is %s, and %s".formatted(name, shape, wrong.getMessage()), wrong);
    }
  }

  private static long size(String dim, Map<String, Long> sizes) {
    Bindings asked = Bindings.none().copy();
    String wrong;
    try {
      long size = SizeText.evaluate(dim, symbol -> size(symbol, sizes, asked));
      if (size >= 1) {
        return size;
      }
      wrong = "below 1: it is " + size;
    } catch (ArithmeticException overflow) {
      wrong = "over 2^63 - 1";
    }
    String with = asked.toString().isEmpty() ? "" : " with " + asked;
    throw new IllegalArgumentException(dim + " is " + wrong + with);
  }

  private static long size(String symbol, Map<String, Long> sizes, Bindings asked) {
    Long size = sizes.get(symbol);
    if (size == null) {
      throw new IllegalArgumentException("no size is given for " + symbol);
    }
    asked.bind(symbol, size, List::of);
    return size;
  }

  /** Collects arrays. */
  public static final class Builder {
    private final Map<String, INDArray> arrays = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, INDArray array) {
      arrays.put(name, array);
      return this;
    }

    public Weights build() {
      return new Weights(arrays);
    }
  }

  public Set<String> names() {
    return arrays.keySet();
  }

  /** The array of a name that the weights have. */
  public INDArray get(String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no weight '" + name + "' among " + arrays.keySet());
    }
    return array;
  }

  /**
   * Checks names and shapes.
   *
   * @return the symbols that the weights bind
   * @throws ShapeMismatchException that lists every missing, unknown and wrong weight
   */
  public Bindings check(Guard guard) {
    return guard.check(Bindings.none(), arrays);
  }

  private static INDArray random(String name, long[] shape, Random random) {
    long length = 1;
    for (long size : shape) {
      if (size > Integer.MAX_VALUE / length) {
        throw new IllegalArgumentException(
            "weight '%s' of %s has more than 2^31 - 1 elements"
                .formatted(name, Arrays.toString(shape)));
      }
      length *= size;
    }
    String kind = name.substring(name.lastIndexOf('/') + 1);
    if (shape.length < 2) {
      boolean isOne = kind.equals("gamma") || kind.equals("variance");
      return Nd4j.valueArrayOf(shape, isOne ? 1 : 0, DataType.FLOAT);
    }
    long fanIn = Math.max(1, length / shape[shape.length - 1]);
    double limit = Math.sqrt(6.0 / fanIn);
    float[] values = new float[(int) length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
    return Nd4j.createFromArray(values).reshape(shape);
  }
}
