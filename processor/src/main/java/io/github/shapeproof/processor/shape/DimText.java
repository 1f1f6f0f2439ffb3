package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.List;

/** Writes a {@link Dim} in the language of {@code @Shape}, with the fewest parentheses. */
enum DimText implements DimVisitor<DimText.Text> {
  INSTANCE;

  /** A text and how tightly its outermost operator binds. */
  record Text(String text, Binding binding) {
    /** The text where only something that binds more tightly than {@code least} may stand. */
    String above(Binding least) {
      return binding.compareTo(least) > 0 ? text : "(" + text + ")";
    }
  }

  /** From loose to tight. A quotient is apart because {@code 2*(H/2)} is not {@code 2*H/2}. */
  enum Binding {
    SUM,
    QUOTIENT,
    PRODUCT,
    ATOM
  }

  @Override
  public Text constant(BigInteger value) {
    return new Text(value.toString(), value.signum() < 0 ? Binding.SUM : Binding.ATOM);
  }

  @Override
  public Text symbol(String name) {
    return new Text(Nameless.is(name) ? "_" : name, Binding.ATOM);
  }

  @Override
  public Text sum(List<Dim> terms) {
    StringBuilder text = new StringBuilder();
    for (Dim term : terms) {
      String next = term.accept(this).text();
      if (text.length() == 0) {
        text.append(next);
      } else if (next.startsWith("-")) {
        text.append(" - ").append(next.substring(1));
      } else {
        text.append(" + ").append(next);
      }
    }
    return new Text(text.toString(), Binding.SUM);
  }

  @Override
  public Text product(List<Dim> factors) {
    StringBuilder text = new StringBuilder();
    boolean negative = false;
    for (Dim factor : factors) {
      if (factor.is(-1)) {
        text.append('-');
        negative = true;
      } else if (factor.isConstant()) {
        text.append(factor.constant()).append('*');
        negative = factor.constant().signum() < 0;
      } else {
        text.append(factor.accept(this).above(Binding.QUOTIENT)).append('*');
      }
    }
    text.setLength(text.length() - 1);
    return new Text(text.toString(), negative ? Binding.SUM : Binding.PRODUCT);
  }

  @Override
  public Text floorDiv(Dim dividend, BigInteger divisor) {
    return quotient(dividend, '/', divisor);
  }

  @Override
  public Text ceilDiv(Dim dividend, BigInteger divisor) {
    String text = dividend.accept(this).above(Binding.SUM);
    return new Text("ceil(" + text + "/" + divisor + ")", Binding.ATOM);
  }

  @Override
  public Text mod(Dim dividend, BigInteger divisor) {
    return quotient(dividend, '%', divisor);
  }

  private Text quotient(Dim dividend, char operator, BigInteger divisor) {
    String blank = operator == '%' ? " " : "";
    String text = dividend.accept(this).above(Binding.QUOTIENT);
    return new Text(text + blank + operator + blank + divisor, Binding.QUOTIENT);
  }
}
