package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.DepthwiseConv;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.SeparableConv;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How odd a layer looks with another value of an attribute, to somebody who knows networks. */
final class Oddity {
  /** One attribute in place of another one. */
  private static final double EXCHANGED = 3;

  private static final Set<String> POSITIVE =
      Set.of("kernel", "stride", "dilation", "size", "block", "levels");

  /** The kernel is what a layer was chosen by: all else follows it. */
  private static final double OTHER_KERNEL = 1.5;

  /** The largest windows that people use, and what a larger one costs. */
  private static final Map<String, Integer> USUAL = Map.of("kernel", 32, "dilation", 8);

  private static final int USUAL_CENTRED = 11;

  private static final double UNUSUAL = 8;

  /** Nobody has windows so many times larger. */
  private static final int ABSURD = 4;

  /** Nor any that large where they had none. */
  private static final int RARE = 1;

  /** A convolution's kernel has a centre. */
  private static final double UNCENTRED = 1;

  /** One that sees no neighbours any more is another layer. */
  private static final double POINTWISE = 3;

  /** And one that saw none was chosen for that. */
  private static final double SPREAD = 1.5;

  /** Half a kernel on all sides is what people forget to pad with. */
  private static final double CENTRED_KERNEL = -1.5;

  private static final double CENTRED_POOL = -4;

  /** The numbers were meant, and only too many of them written. */
  private static final double SHORTENED = -2;

  /** Nobody declares a layer that changes nothing. */
  private static final double IDLE = 6;

  private static final Set<Class<?>> CENTRED =
      Set.of(Conv.class, DepthwiseConv.class, SeparableConv.class);

  private final Habits habits;

  Oddity(Habits habits) {
    this.habits = habits;
  }

  /** Whether nobody means a value: it is out of all proportion, or does nothing. */
  static boolean isAbsurd(LayerDeclaration layer, String attribute, Object value) {
    Attributes attributes = layer.attributes();
    boolean written = attributes.isWritten(attribute);
    return exceeds(attribute, value, written || isPad(attributes, value) ? ABSURD : RARE)
        || isNothing(layer, attribute, value)
        || isBeyondWindow(attributes, attribute, value)
        || isZero(attribute, value)
        || (!written && isUnpadded(attribute, value));
  }

  /** Whether windows lie in the padding alone. */
  private static boolean isBeyondWindow(Attributes attributes, String attribute, Object value) {
    if (!attribute.equals("pad") || !attributes.has("kernel") || !(value instanceof List<?> pads)) {
      return false;
    }
    long dilation = attributes.has("dilation") ? largest(attributes.integers("dilation")) : 1;
    long window = dilation * (largest(attributes.integers("kernel")) - 1) + 1;
    return pads.stream().anyMatch(pad -> pad instanceof Integer n && n >= window);
  }

  private static int largest(List<Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).max().orElse(1);
  }

  /** How much odder than others a layer looks with another value. */
  double of(LayerDeclaration layer, String attribute, Object value) {
    Attributes attributes = layer.attributes();
    boolean isPart = isPart(value, attributes.get(attribute));
    boolean isExchanged = attribute.equals("padding") && attributes.isWritten("pad");
    return (exceeds(attribute, value, 1) ? UNUSUAL : 0)
        + (isPart ? SHORTENED : attribute.equals("kernel") ? kernel(layer, value) : 0)
        + (isIdle(attribute, value) ? IDLE : 0)
        + (attributes.isWritten(attribute) ? 0 : centring(layer, attribute, value))
        + (isExchanged ? EXCHANGED : 0)
        - (isUnpadded(attribute, value)
            ? habits.without(layer, attribute)
            : habits.of(isExchanged ? layer.without("pad") : layer, attribute, value));
  }

  /** What is padded by so many may be dilated by as many. */
  private static boolean isPad(Attributes attributes, Object value) {
    return attributes.has("pad") && attributes.integers("pad").equals(value);
  }

  /** Whether a window is so many times larger than the largest usual one. */
  private static boolean exceeds(String attribute, Object value, int times) {
    long most = (long) USUAL.getOrDefault(attribute, Integer.MAX_VALUE) * times;
    return value instanceof List<?> items
        && items.stream().anyMatch(item -> item instanceof Integer n && n > most);
  }

  /** What another kernel costs, more where the present one is a usual one. */
  private static double kernel(LayerDeclaration layer, Object value) {
    List<Integer> present = layer.attributes().integers("kernel");
    if (isNothing(layer, "kernel", present)) {
      return -OTHER_KERNEL;
    }
    double odd = oddness(layer, present);
    boolean isCentred = CENTRED.contains(layer.type());
    boolean pointwise = isCentred && value.equals(List.of(1));
    boolean wasPointwise = isCentred && present.equals(List.of(1));
    return oddness(layer, value)
        - odd
        + (odd > 0 ? 0 : OTHER_KERNEL)
        + (pointwise ? POINTWISE : 0)
        + (wasPointwise ? SPREAD : 0);
  }

  private static boolean isPart(Object value, @Nullable Object current) {
    return value instanceof List<?> part
        && current instanceof List<?> whole
        && part.size() < whole.size()
        && Collections.indexOfSubList(whole, part) >= 0;
  }

  private static double oddness(LayerDeclaration layer, Object value) {
    if (!CENTRED.contains(layer.type()) || !(value instanceof List<?> items)) {
      return 0;
    }
    boolean uncentred = items.stream().anyMatch(item -> item instanceof Integer n && n % 2 == 0);
    boolean unusual =
        items.stream().anyMatch(item -> item instanceof Integer n && n > USUAL_CENTRED);
    return (uncentred ? UNCENTRED : 0) + (unusual ? UNUSUAL : 0);
  }

  /**
   * A pool of single elements does nothing, nor do blocks of one along an axis, or equal levels.
   */
  private static boolean isNothing(LayerDeclaration layer, String attribute, Object value) {
    if (attribute.equals("levels")) {
      return value instanceof List<?> levels && Set.copyOf(levels).size() < levels.size();
    }
    return attribute.equals("block")
        ? value instanceof List<?> blocks && blocks.contains(1)
        : attribute.equals("kernel") && isPool(layer) && value.equals(List.of(1));
  }

  private static boolean isZero(String attribute, Object value) {
    return POSITIVE.contains(attribute) && value instanceof List<?> numbers && numbers.contains(0);
  }

  /** Whether it pads by nothing. */
  static boolean isUnpadded(String attribute, Object value) {
    return attribute.equals("pad")
        && value instanceof List<?> sides
        && sides.stream().allMatch(side -> side.equals(0));
  }

  private static boolean isPool(LayerDeclaration layer) {
    return layer.type() == MaxPool.class || layer.type() == AvgPool.class;
  }

  /** What an odd kernel's usual padding gains; a pool has hardly ever another one. */
  private static double centring(LayerDeclaration layer, String attribute, Object value) {
    Attributes attributes = layer.attributes();
    return attribute.equals("pad")
            && !attributes.isWritten("dilation")
            && centred(attributes).filter(value::equals).isPresent()
        ? isPool(layer) ? CENTRED_POOL : CENTRED_KERNEL
        : 0;
  }

  /** Half of the kernel on all sides, where that is odd along all axes. */
  static Optional<List<Integer>> centred(Attributes attributes) {
    List<Integer> kernel = attributes.has("kernel") ? attributes.integers("kernel") : List.of();
    return kernel.isEmpty() || kernel.stream().anyMatch(size -> size % 2 == 0)
        ? Optional.empty()
        : Optional.of(kernel.stream().map(size -> size / 2).toList());
  }

  private static boolean isIdle(String attribute, Object value) {
    return attribute.equals("scale") && value.equals(List.of(1.0));
  }

  /** Whether a kernel of three is padded as if it were dilated. */
  static boolean isPaddedForDilation(LayerDeclaration layer) {
    Attributes attributes = layer.attributes();
    List<Integer> pad = attributes.integers("pad");
    return CENTRED.contains(layer.type())
        && attributes.integers("kernel").equals(List.of(3))
        && pad.size() == 1
        && pad.get(0) > 1;
  }
}
