package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives each value that needs memory between actions a numbered buffer, and a buffer to another
 * value once nobody reads the first any more.
 */
final class Slots {
  /** Stands for every symbol where sizes are compared only to choose the better fit. */
  private static final BigInteger TYPICAL = BigInteger.valueOf(64);

  private final List<Buffer> buffers = new ArrayList<>();

  /** From the first to the last action that touches a value or anything in its memory. */
  private record Lifetime(int first, int last) {
    Lifetime until(int action) {
      return new Lifetime(first, action);
    }
  }

  /** One slot under construction. */
  private static final class Buffer {
    private final Map<Dim, Shape> contents = new LinkedHashMap<>();
    private BigInteger capacity = BigInteger.ZERO;
    private int busyUntil;

    void take(Value value, int until) {
      Dim size = size(value);
      contents.putIfAbsent(size, value.shape());
      capacity = capacity.max(typical(size));
      busyUntil = until;
    }
  }

  /** Completes {@code places} with buffers. */
  Slots(List<Action> actions, Map<Value, Place> places) {
    Map<Value, Lifetime> lifetimes = new LinkedHashMap<>();
    for (int i = 0; i < actions.size(); i++) {
      for (Value touched : touched(actions.get(i))) {
        int now = i;
        lifetimes.merge(
            memory(touched, places), new Lifetime(i, i), (life, same) -> life.until(now));
      }
    }
    lifetimes.forEach(
        (value, life) -> places.computeIfAbsent(value, v -> new Place.Buffer(take(v, life))));
  }

  /** The shapes of what lies in each slot, without those that others obviously exceed. */
  List<List<Shape>> shapes() {
    return buffers.stream().map(buffer -> largest(buffer.contents)).toList();
  }

  private static List<Shape> largest(Map<Dim, Shape> contents) {
    Map<Dim, Shape> largest = new LinkedHashMap<>(contents);
    largest
        .keySet()
        .removeIf(
            size ->
                contents.keySet().stream()
                    .anyMatch(o -> !o.equals(size) && NonNegative.isObvious(o.minus(size))));
    return List.copyOf(largest.values());
  }

  private static List<Value> touched(Action action) {
    List<Value> touched = new ArrayList<>();
    if (action instanceof Action.Copy copy) {
      touched.add(copy.from());
    } else {
      List<Source> inputs =
          action instanceof Action.Compute compute
              ? compute.inputs()
              : ((Action.Call) action).inputs();
      for (Source source : inputs) {
        if (source instanceof Source.Of read) {
          touched.add(read.value());
        }
      }
    }
    touched.add(action.out());
    return touched;
  }

  /** The value in whose memory another one lies. */
  private static Value memory(Value value, Map<Value, Place> places) {
    Value memory = value;
    while (true) {
      Place place = places.get(memory);
      if (place instanceof Place.Same same) {
        memory = same.as();
      } else if (place instanceof Place.Slice slice) {
        memory = slice.whole();
      } else {
        return memory;
      }
    }
  }

  /** The smallest free slot that is large enough, else the largest free one, else a new one. */
  private int take(Value value, Lifetime life) {
    BigInteger needed = typical(size(value));
    Comparator<Buffer> bySize = Comparator.comparing(buffer -> buffer.capacity);
    List<Buffer> free = buffers.stream().filter(b -> b.busyUntil < life.first()).toList();
    Optional<Buffer> fitting =
        free.stream().filter(b -> b.capacity.compareTo(needed) >= 0).min(bySize);
    Buffer chosen = fitting.or(() -> free.stream().max(bySize)).orElseGet(this::newBuffer);
    chosen.take(value, life.last());
    return buffers.indexOf(chosen);
  }

  private Buffer newBuffer() {
    Buffer buffer = new Buffer();
    buffers.add(buffer);
    return buffer;
  }

  private static Dim size(Value value) {
    Dim known = value.shape().product();
    return value.shape().leading().map(name -> known.times(Dim.symbol(name))).orElse(known);
  }

  private static BigInteger typical(Dim size) {
    Map<String, BigInteger> values = new TreeMap<>();
    size.symbols().forEach(symbol -> values.put(symbol, TYPICAL));
    return size.evaluate(values);
  }
}
