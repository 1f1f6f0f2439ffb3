package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.model.SymbolBinding;
import io.github.shapeproof.processor.plan.Precondition;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Nameless;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls that build a guard. */
final class GuardCode {
  private static final String SIZES = "sizes";

  private final SymbolBinding binding;

  private GuardCode(SymbolBinding binding) {
    this.binding = binding;
  }

  /** {@code Guard.inputs(…)…build()}. */
  static CodeBlock inputs(
      Layout layout,
      List<Named> inputs,
      Predicate<String> isInteger,
      SymbolBinding binding,
      List<Precondition> preconditions) {
    GuardCode code = new GuardCode(binding);
    CodeBlock.Builder guard = CodeBlock.builder();
    guard.add("$T.inputs($T.$L)$>$>", ClassNames.GUARD, Layout.class, layout);
    for (Named input : inputs) {
      guard.add("\n$L", code.array(input, isInteger.test(input.name()) ? "integers" : "array"));
    }
    code.conditions().forEach(condition -> guard.add("\n$L", condition));
    preconditions.forEach(p -> guard.add("\n$L", precondition(p)));
    return guard.add("\n.build()$<$<").build();
  }

  /** The calls that a guard of weights consists of, each to be made on its builder. */
  static List<CodeBlock> weights(List<Named> weights, SymbolBinding binding) {
    GuardCode code = new GuardCode(binding);
    List<CodeBlock> calls = new ArrayList<>();
    weights.forEach(weight -> calls.add(code.array(weight, "array")));
    calls.addAll(code.conditions());
    return calls;
  }

  private CodeBlock array(Named array, String method) {
    List<CodeBlock> arguments = new ArrayList<>();
    arguments.add(CodeBlock.of("$S", array.name()));
    arguments.add(CodeBlock.of("$S", array.shape()));
    if (!array.shape().hasRank()) {
      arguments.add(CodeBlock.of("$T.leading()", ClassNames.SIZE));
    }
    for (int i = 0; i < array.shape().dims().size(); i++) {
      arguments.add(size(array, i));
    }
    return CodeBlock.of(".$L($L)", method, CodeBlock.join(arguments, ",$W"));
  }

  private CodeBlock size(Named array, int index) {
    Dim dim = array.shape().dims().get(index);
    Optional<String> measured = binding.measured(array.name(), index);
    if (measured.isPresent()) {
      return CodeBlock.of("$T.symbol($S)", ClassNames.SIZE, measured.get());
    }
    return size(dim);
  }

  /** {@code Size.of(…)}, {@code Size.symbol(…)} and so on. Nameless symbols go by their places. */
  static CodeBlock size(Dim declared) {
    Dim dim = Nameless.placed(declared);
    if (dim.isConstant()) {
      return CodeBlock.of("$T.of($L)", ClassNames.SIZE, SizeCode.literal(dim.constant()));
    }
    String symbol = dim.symbols().first();
    if (dim.equals(Dim.symbol(symbol))) {
      return CodeBlock.of("$T.symbol($S)", ClassNames.SIZE, symbol);
    }
    return Optional.of(symbol)
        .filter(only -> dim.symbols().size() == 1)
        .flatMap(dim::slope)
        .map(factor -> linear(factor, symbol, dim.substitute(Map.of(symbol, Dim.of(0)))))
        .orElseGet(() -> CodeBlock.of("$T.derived($L -> $L)", ClassNames.SIZE, SIZES, value(dim)));
  }

  private static CodeBlock linear(BigInteger factor, String symbol, Dim rest) {
    return CodeBlock.of(
        "$T.linear($L, $S, $L)",
        ClassNames.SIZE,
        SizeCode.literal(factor),
        symbol,
        SizeCode.literal(rest.constant()));
  }

  private List<CodeBlock> conditions() {
    List<CodeBlock> calls = new ArrayList<>();
    for (SymbolBinding.Solution solution : binding.solutions()) {
      calls.add(
          CodeBlock.of(
              ".define($S, $L -> $L)",
              Nameless.place(solution.symbol()),
              SIZES,
              largest(solution.values())));
    }
    binding.checks().forEach(check -> calls.add(fact(Nameless.placed(check), "")));
    return calls;
  }

  private static CodeBlock largest(List<Dim> values) {
    return values.stream()
        .map(value -> value(Nameless.placed(value)))
        .reduce((a, b) -> CodeBlock.of("$T.max($L, $L)", Math.class, a, b))
        .orElseThrow();
  }

  private static CodeBlock precondition(Precondition precondition) {
    if (precondition instanceof Precondition.Holds holds) {
      return fact(holds.fact(), holds.reason());
    }
    Precondition.Sizes sizes = (Precondition.Sizes) precondition;
    return sizes.modulus() == 1
        ? CodeBlock.of(
            ".atLeast($S, $L, $S)", sizes.symbol(), literal(sizes.least()), sizes.reason())
        : CodeBlock.of(
            ".multiple($S, $L, $L, $L, $S)",
            sizes.symbol(),
            literal(sizes.modulus()),
            literal(sizes.residue()),
            literal(sizes.least()),
            sizes.reason());
  }

  private static CodeBlock literal(long value) {
    return SizeCode.literal(BigInteger.valueOf(value));
  }

  private static CodeBlock fact(Fact fact, String reason) {
    return CodeBlock.of(
        ".fact($S, $L -> $L $L $L, $S)",
        fact,
        SIZES,
        value(fact.left()),
        fact.relation(),
        value(fact.right()),
        reason);
  }

  private static CodeBlock value(Dim dim) {
    return SizeCode.exact(dim, symbol -> CodeBlock.of("$L.get($S)", SIZES, symbol));
  }
}
