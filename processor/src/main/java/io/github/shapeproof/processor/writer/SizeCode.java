package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.DimVisitor;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** Dimensions as Java expressions of type {@code long}. */
final class SizeCode implements DimVisitor<SizeCode.Expression> {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Function<String, CodeBlock> symbols;
  private final boolean exact;

  /** Code, and whether it needs parentheses under an operator other than plus. */
  record Expression(CodeBlock code, boolean isSum) {
    CodeBlock asFactor() {
      return isSum ? CodeBlock.of("($L)", code) : code;
    }
  }

  private SizeCode(Function<String, CodeBlock> symbols, boolean exact) {
    this.symbols = symbols;
    this.exact = exact;
  }

  /** The expression for a dimension, given those for its symbols. */
  static CodeBlock of(Dim dim, Function<String, CodeBlock> symbols) {
    return dim.accept(new SizeCode(symbols, false)).code();
  }

  /** The same for symbols of any value: what is beyond a {@code long} throws, and never wraps. */
  static CodeBlock exact(Dim dim, Function<String, CodeBlock> symbols) {
    return dim.accept(new SizeCode(symbols, true)).code();
  }

  /** A literal of type {@code int} where it fits, else {@code long}, which no size is beyond. */
  static CodeBlock literal(BigInteger value) {
    return value.bitLength() < Integer.SIZE
        ? CodeBlock.of("$L", value)
        : CodeBlock.of("$LL", value.min(MOST).max(MOST.negate()));
  }

  @Override
  public Expression constant(BigInteger value) {
    return new Expression(literal(value), false);
  }

  @Override
  public Expression symbol(String name) {
    return new Expression(symbols.apply(name), false);
  }

  @Override
  public Expression sum(List<Dim> terms) {
    if (exact) {
      return exactSum(terms);
    }
    CodeBlock.Builder sum = CodeBlock.builder();
    for (int i = 0; i < terms.size(); i++) {
      CodeBlock term = terms.get(i).accept(this).code();
      if (i > 0 && isNegative(terms.get(i))) {
        sum.add(" - $L", terms.get(i).times(-1).accept(this).asFactor());
      } else {
        sum.add(i > 0 ? " + $L" : "$L", term);
      }
    }
    return new Expression(sum.build(), true);
  }

  @Override
  public Expression product(List<Dim> factors) {
    List<CodeBlock> codes = factors.stream().map(f -> f.accept(this).asFactor()).toList();
    CodeBlock product =
        exact
            ? codes.stream().reduce((a, b) -> exactly("multiply", a, b)).orElseThrow()
            : CodeBlock.join(codes, " * ");
    return new Expression(product, false);
  }

  private Expression exactSum(List<Dim> terms) {
    CodeBlock sum = terms.get(0).accept(this).code();
    for (Dim term : terms.subList(1, terms.size())) {
      sum =
          isNegative(term)
              ? exactly("subtract", sum, term.times(-1).accept(this).code())
              : exactly("add", sum, term.accept(this).code());
    }
    return new Expression(sum, false);
  }

  /** Whether a term is better subtracted. */
  private static boolean isNegative(Dim term) {
    return of(term, symbol -> CodeBlock.of("$L", symbol)).toString().startsWith("-");
  }

  private static CodeBlock exactly(String operation, CodeBlock a, CodeBlock b) {
    return CodeBlock.of("$T.$LExact($L, $L)", Math.class, operation, a, b);
  }

  @Override
  public Expression floorDiv(Dim dividend, BigInteger divisor) {
    return call("floorDiv", dividend, divisor);
  }

  @Override
  public Expression ceilDiv(Dim dividend, BigInteger divisor) {
    return call("floorDiv", dividend.plus(Dim.of(divisor)).minus(1), divisor);
  }

  @Override
  public Expression mod(Dim dividend, BigInteger divisor) {
    return call("floorMod", dividend, divisor);
  }

  private Expression call(String method, Dim dividend, BigInteger divisor) {
    // The remainder by an int would be an int, and so would what is computed with it.
    boolean isInt = exact && divisor.bitLength() < Integer.SIZE;
    CodeBlock by = isInt ? CodeBlock.of("$LL", divisor) : literal(divisor);
    return new Expression(
        CodeBlock.of("$T.$L($L, $L)", Math.class, method, dividend.accept(this).code(), by), false);
  }
}
