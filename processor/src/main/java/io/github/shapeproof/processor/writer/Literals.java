package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.layer.Window;
import java.util.List;

/** Values known to the processor as Java expressions. */
final class Literals {
  private Literals() {}

  /** {@code new Conv(Layout.CHANNELS_LAST, …)}. */
  static CodeBlock operation(String type, List<Object> arguments) {
    List<CodeBlock> codes = arguments.stream().map(Literals::argument).toList();
    return CodeBlock.of("new $T($L)", ClassNames.operation(type), CodeBlock.join(codes, ",$W"));
  }

  private static CodeBlock argument(Object value) {
    if (value instanceof Window window) {
      return CodeBlock.of(
          "new $T($L,$W$L,$W$L,$W$L,$W$L,$W$L)",
          ClassNames.WINDOW,
          argument(window.kernel()),
          argument(window.stride()),
          argument(window.dilation()),
          argument(window.padding()),
          argument(window.before()),
          argument(window.after()));
    }
    if (value instanceof Step.Run run) {
      return operation(run.operation(), run.arguments());
    }
    if (value instanceof List<?> items) {
      return items.isEmpty() ? CodeBlock.of("new int[0]") : array(items);
    }
    if (value instanceof Enum<?> constant) {
      return CodeBlock.of("$T.$L", constant.getDeclaringClass(), constant.name());
    }
    if (value instanceof String text) {
      return CodeBlock.of("$S", text);
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      String name = number.isNaN() ? "NaN" : number > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
      return CodeBlock.of("$T.$L", Double.class, name);
    }
    return CodeBlock.of(value instanceof Long ? "$LL" : "$L", value);
  }

  private static CodeBlock array(List<?> items) {
    List<CodeBlock> codes = items.stream().map(Literals::argument).toList();
    Class<?> type = items.get(0) instanceof Integer ? int.class : items.get(0).getClass();
    return CodeBlock.of("new $T[] {$L}", type, CodeBlock.join(codes, ",$W"));
  }
}
