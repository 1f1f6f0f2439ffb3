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

  /** Code, and whether it needs parentheses under an operator other than plus. */
  record Expression(CodeBlock code, boolean isSum) {
    CodeBlock asFactor() {
      return isSum ? CodeBlock.of("($L)", code) : code;
    }
  }

  private SizeCode(Function<String, CodeBlock> symbols) {
    this.symbols = symbols;
  }

  /** The expression for a dimension, given those for its symbols. */
  static CodeBlock of(Dim dim, Function<String, CodeBlock> symbols) {
    return dim.accept(new SizeCode(symbols)).code();
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
    CodeBlock.Builder sum = CodeBlock.builder();
    for (int i = 0; i < terms.size(); i++) {
      CodeBlock term = terms.get(i).accept(this).code();
      if (i > 0 && term.toString().startsWith("-")) {
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
    return new Expression(CodeBlock.join(codes, " * "), false);
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
    return new Expression(
        CodeBlock.of(
            "$T.$L($L, $L)", Math.class, method, dividend.accept(this).code(), literal(divisor)),
        false);
  }
}
