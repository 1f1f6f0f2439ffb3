package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Bindings.Binding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One check of a {@link Guard} under way: its steps, and what they have found. */
final class GuardCheck {
  private final Bindings bound;
  private final List<String> faults;
  private final List<Dimension> dimensions = new ArrayList<>();
  private final Set<String> shapes = new LinkedHashSet<>();

  /**
   * @param bound known symbols; gets those of the arrays
   * @param faults gets all that is wrong
   */
  GuardCheck(Bindings bound, List<String> faults) {
    this.bound = bound;
    this.faults = faults;
  }

  Bindings bound() {
    return bound;
  }

  /** Looks at each array as a whole, and takes the dimensions of usable ones. */
  void read(List<DeclaredArray> declared, Map<String, INDArray> arrays) {
    for (DeclaredArray one : declared) {
      if (!arrays.containsKey(one.name())) {
        faults.add(one.title() + " is missing: expected " + one.shape());
        continue;
      }
      INDArray array = arrays.get(one.name());
      String fault = one.fault(array, bound);
      if (fault.isEmpty()) {
        dimensions.addAll(one.dimensions(array.shape()));
      } else {
        faults.add(fault);
      }
    }
  }

  /** The same of the variables that are to be a graph's inputs. */
  void read(List<DeclaredArray> declared, SameDiff graph, @Nullable SDVariable... variables) {
    for (int i = 0; i < declared.size(); i++) {
      DeclaredArray one = declared.get(i);
      SDVariable variable = variables[i];
      String fault = one.fault(variable, graph, bound);
      if (fault.isEmpty()) {
        dimensions.addAll(one.dimensions(one.shape(Objects.requireNonNull(variable))));
      } else {
        faults.add(fault);
      }
    }
  }

  /** Binds symbols, first from dimensions that are one; empty ones are no measure of others. */
  void bind() {
    List<Dimension> given = dimensions.stream().filter(it -> !it.isOpen()).toList();
    given.stream().filter(dimension -> dimension.actual() >= 1).forEach(this::bindSymbol);
    given.forEach(this::bindSymbol);
    given.forEach(this::bindLinear);
    dimensions.stream().filter(Dimension::isOpen).forEach(this::leaveOpen);
  }

  /** Computes symbols that no array is as large as. */
  void define(Map<String, ToLongFunction<Bindings>> definitions) {
    if (faults.isEmpty()) {
      definitions.forEach(this::define);
    }
  }

  /**
   * Compares all dimensions with what is declared.
   *
   * @param onlySound whether that needs symbols that faults leave undefined
   */
  void compare(boolean onlySound) {
    if (faults.isEmpty() || !onlySound) {
      dimensions.forEach(this::compare);
    }
  }

  void require(List<Condition> conditions) {
    if (!faults.isEmpty()) {
      return;
    }
    for (Condition condition : conditions) {
      if (isOpen(sizes -> condition.asked(sizes).dimensions().size())) {
        continue;
      }
      String fault = condition.fault(bound, this::source);
      if (!fault.isEmpty()) {
        faults.add(fault);
        tell(condition.asked(bound), "");
      }
    }
  }

  /** Adds the arrays that fix the symbols of which the faults speak. */
  void tellShapes() {
    faults.addAll(shapes);
  }

  /** Remembers the arrays that fix some symbols, but for one that is told already. */
  private void tell(Bindings asked, String told) {
    asked.dimensions().stream()
        .map(Dimension::expectedButGot)
        .filter(shapes -> !shapes.equals(told))
        .forEach(shapes -> this.shapes.add("  " + shapes));
  }

  private void bindSymbol(Dimension dimension) {
    if (dimension.size() instanceof Size.Symbol symbol && bound.find(symbol.name()) == null) {
      bound.bind(symbol.name(), dimension.actual(), () -> List.of(dimension));
    }
  }

  private void bindLinear(Dimension dimension) {
    if (dimension.size() instanceof Size.Linear linear && bound.find(linear.symbol()) == null) {
      long product = dimension.actual() - linear.plus();
      if (product % linear.factor() == 0 && product / linear.factor() >= 1) {
        bound.bind(linear.symbol(), product / linear.factor(), () -> List.of(dimension));
      } else {
        faults.add(dimension.fault("no " + linear.symbol() + " makes it " + dimension.text()));
      }
    }
  }

  private void leaveOpen(Dimension dimension) {
    if (dimension.size() instanceof Size.Symbol symbol) {
      bound.leaveOpen(symbol.name());
    } else if (dimension.size() instanceof Size.Linear linear) {
      bound.leaveOpen(linear.symbol());
    }
  }

  private void define(String symbol, ToLongFunction<Bindings> value) {
    if (isOpen(value)) {
      bound.leaveOpen(symbol);
      return;
    }
    OptionalLong defined = number(value);
    if (defined.isPresent()) {
      bound.bind(symbol, defined.getAsLong(), () -> bound.askedBy(value::applyAsLong).dimensions());
    } else {
      bound.leaveOpen(symbol);
    }
    if (defined.isEmpty() || defined.getAsLong() < 1) {
      Bindings asked = bound.askedBy(value::applyAsLong);
      faults.add(
          defined.isEmpty()
              ? "%s would be beyond 2^63 - 1 with %s".formatted(symbol, asked)
              : "no %s of at least 1 fits %s".formatted(symbol, asked));
      tell(asked, "");
    }
  }

  /** What a computation yields; empty where that is beyond a {@code long}. */
  private OptionalLong number(ToLongFunction<Bindings> computation) {
    try {
      return OptionalLong.of(computation.applyAsLong(bound));
    } catch (ArithmeticException beyond) {
      return OptionalLong.empty();
    }
  }

  /** Whether a computation asks for a symbol that is open. */
  private boolean isOpen(ToLongFunction<Bindings> computation) {
    if (!bound.hasOpen()) {
      return false;
    }
    try {
      OptionalLong unused = number(computation);
      return false;
    } catch (OpenSizeException open) {
      return true;
    }
  }

  private void compare(Dimension dimension) {
    if (dimension.isOpen()) {
      return;
    }
    if (dimension.actual() < 1) {
      faults.add(dimension.fault("must be at least 1"));
    } else if (dimension.size() instanceof Size.Constant constant) {
      expect(dimension, constant.value(), () -> "");
    } else if (dimension.size() instanceof Size.Symbol symbol) {
      Binding binding = bound.bound(symbol.name());
      expect(dimension, binding.value(), () -> as(dimension, symbol) + binding.origin());
    } else if (dimension.size() instanceof Size.Linear linear
        && bound.find(linear.symbol()) != null) {
      expect(dimension, sizes -> linear.at(sizes.get(linear.symbol())));
    } else if (dimension.size() instanceof Size.Derived derived
        && faults.isEmpty()
        && !isOpen(derived.value())) {
      expect(dimension, derived.value());
    }
  }

  /** What is declared {@code _} is that of another array's dimension, whatever it is called. */
  private static String as(Dimension dimension, Size.Symbol symbol) {
    return dimension.isNameless() ? " as " : " as " + symbol.name() + " ";
  }

  private void expect(Dimension dimension, ToLongFunction<Bindings> formula) {
    OptionalLong value = number(formula);
    if (value.isEmpty() || value.getAsLong() != dimension.actual()) {
      String number = value.isEmpty() ? "beyond 2^63 - 1" : Long.toString(value.getAsLong());
      Bindings asked = bound.askedBy(formula::applyAsLong);
      faults.add(
          dimension.fault("must be %s = %s with %s".formatted(number, dimension.text(), asked)));
      tell(asked, dimension.expectedButGot());
    }
  }

  private void expect(Dimension dimension, long value, Supplier<String> why) {
    if (dimension.actual() != value) {
      faults.add(dimension.fault("must be " + value + why.get()));
    }
  }

  /** The first dimension that is a symbol, or else that one makes; one with a name, if any has. */
  private Optional<Dimension> source(String symbol) {
    return dimensions.stream()
        .filter(it -> it.size().equals(Size.symbol(symbol)) || isLinear(it.size(), symbol))
        .min(
            Comparator.<Dimension, Boolean>comparing(it -> isLinear(it.size(), symbol))
                .thenComparing(it -> it.name().isEmpty()));
  }

  private static boolean isLinear(Size size, String symbol) {
    return size instanceof Size.Linear linear && linear.symbol().equals(symbol);
  }
}
