package io.github.shapeproof.processor.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one annotation as plain values: {@code Integer}, {@code Boolean}, {@code
 * Double}, {@code String}, enum constants, and lists of these. It remembers which were written and
 * which are defaults, because leaving one out often means something of its own.
 */
public final class Attributes {
  private static final ClassValue<Map<String, Object>> DEFAULTS =
      new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
          return defaults(type);
        }
      };

  private final Map<String, Object> values;
  private final Set<String> written;
  private final Map<String, Object> defaults;

  private Attributes(
      Map<String, Object> values, Set<String> written, Map<String, Object> defaults) {
    this.values = Collections.unmodifiableMap(values);
    this.written = Collections.unmodifiableSet(written);
    this.defaults = defaults;
  }

  /**
   * The attributes of {@code type} with nothing written but {@code written}; an empty array says no
   * more than the default.
   */
  public static Attributes of(Class<? extends Annotation> type, Map<String, ?> written) {
    Map<String, Object> defaults = DEFAULTS.get(type);
    Map<String, Object> values = new LinkedHashMap<>(defaults);
    written.forEach(
        (name, value) -> {
          Object plain = normal(value);
          if (!plain.equals(List.of()) || !defaults.containsKey(name)) {
            values.put(name, plain);
          }
        });
    return new Attributes(values, new LinkedHashSet<>(written.keySet()), defaults);
  }

  private static Map<String, Object> defaults(Class<?> type) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (Method member : type.getDeclaredMethods()) {
      Object value = member.getDefaultValue();
      if (value != null) {
        defaults.put(member.getName(), normal(value));
      }
    }
    return defaults;
  }

  private static Object normal(Object value) {
    if (!value.getClass().isArray()) {
      return value;
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      items.add(Array.get(value, i));
    }
    return List.copyOf(items);
  }

  /** Whether the annotation has an attribute of this name, and it has a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether the user wrote this attribute, even with its default's value. */
  public boolean isWritten(String name) {
    return written.contains(name);
  }

  /** Whether the user wrote this attribute, and it says more than its default. */
  public boolean isGiven(String name) {
    return isWritten(name) && !require(name).equals(defaults.get(name));
  }

  /** Names of the written attributes, in source order. */
  public Set<String> written() {
    return written;
  }

  /** The value as it is. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** A number. */
  public int integer(String name) {
    return (Integer) require(name);
  }

  /** A number with a fraction. */
  public double real(String name) {
    return ((Number) require(name)).doubleValue();
  }

  /** A truth value. */
  public boolean flag(String name) {
    return (Boolean) require(name);
  }

  /** A string. */
  public String text(String name) {
    return (String) require(name);
  }

  /** A constant of an enum. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    return type.cast(require(name));
  }

  /** The items of an array of whole numbers. */
  public List<Integer> integers(String name) {
    return list(name, Integer.class);
  }

  /** The items of an array of numbers with fractions. */
  public List<Double> reals(String name) {
    return list(name, Double.class);
  }

  /** Every text that was written, whatever it says. */
  public List<String> allTexts() {
    return written().stream()
        .map(this::get)
        .flatMap(value -> value instanceof List<?> items ? items.stream() : Stream.of(value))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  /** The items of an array of strings. */
  public List<String> texts(String name) {
    return list(name, String.class);
  }

  /** Number of items of an array. */
  public int length(String name) {
    return list(name, Object.class).size();
  }

  private <T> List<T> list(String name, Class<T> type) {
    Object value = require(name);
    List<?> items = value instanceof List<?> list ? list : List.of(value);
    return items.stream().map(type::cast).toList();
  }

  /**
   * The value as it is.
   *
   * @throws NullPointerException if there is none
   */
  public Object require(String name) {
    return Objects.requireNonNull(values.get(name), () -> "no attribute " + name);
  }

  /** These attributes with one written anew. */
  public Attributes with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(name, normal(value));
    Set<String> names = new LinkedHashSet<>(written);
    names.add(name);
    return new Attributes(changed, names, defaults);
  }

  /** These attributes with one left out, so that its default, if any, counts. */
  public Attributes without(Class<? extends Annotation> type, String name) {
    Map<String, Object> left = new LinkedHashMap<>();
    written.stream().filter(n -> !n.equals(name)).forEach(n -> left.put(n, require(n)));
    return of(type, left);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that
        && values.equals(that.values)
        && written.equals(that.written);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    Map<String, Object> shown = new LinkedHashMap<>(values);
    shown.keySet().retainAll(written);
    return shown.toString();
  }
}
