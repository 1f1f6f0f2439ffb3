package io.github.shapeproof.processor.diagnostic;

import java.util.Arrays;
import java.util.Optional;

/**
 * The stable codes of our messages, never reused. Each has a page {@code docs/errors/SPnnn.md}.
 *
 * <p>Blocks: 0xx the declaration, 1xx the text of a shape or an expression, 2xx a shape that does
 * not match, 3xx a layer's own parameters, 4xx symbols and {@code where}, 5xx composition, 9xx us.
 */
public enum Code {
  SP001("a name that is no tensor of the model"),
  SP002("a tensor used before it is declared"),
  SP003("two operations on one field"),
  SP004("a model that is not a class"),
  SP005("a model without inputs"),
  SP006("an operation outside a model"),
  SP007("a shape missing, or a shape without a tensor"),
  SP008("attributes that exclude each other"),
  SP009("an attribute missing"),
  SP010("an array of the wrong length"),
  SP011("an operation or attribute that is not supported"),
  SP012("a wrong number of inputs or outputs"),
  SP014("an unknown or invalid option"),
  SP015("a name used twice"),
  SP016("a tensor of a primitive type"),
  SP017("an output file that cannot be written"),
  SP018("adapters without the runtime"),
  SP101("a character that is not part of the language"),
  SP102("a dimension or an operand missing"),
  SP103("parentheses that do not match"),
  SP104("a number over 2^63 - 1"),
  SP105("a divisor that is not a positive constant"),
  SP106("a text that is too long or too deep"),
  SP107("a ... that is not the first dimension"),
  SP108("a wildcard inside an expression"),
  SP109("a declared dimension below one"),
  SP110("a fact that does not compare"),
  SP111("ceil of something that is no quotient"),
  SP112("a pattern that cannot be read"),
  SP113("a symbol that no input binds"),
  SP201("a declared shape that differs from the real one"),
  SP202("sizes that differ between inputs"),
  SP203("a wrong number of dimensions"),
  SP204("a wrong number of channels"),
  SP205("a reshape that changes the number of elements"),
  SP206("a silent broadcast"),
  SP207("a target that differs from the prediction"),
  SP208("a target size that is out of reach"),
  SP301("a window larger than its padded input"),
  SP302("groups that do not divide the channels"),
  SP303("an output padding that is too large"),
  SP304("a padding that is too large"),
  SP305("a parameter out of range"),
  SP306("a block that does not divide"),
  SP307("filters that are missing"),
  SP308("filters that contradict the shape"),
  SP309("a size beyond 2^63 - 1"),
  SP310("a size below one"),
  SP401("a fact that cannot be used"),
  SP402("facts that contradict each other"),
  SP403("a bound that contradicts the facts"),
  SP404("a question too large to decide"),
  SP501("a composition that is not supported"),
  SP502("a model that cannot be applied"),
  SP503("a symbol of an applied model without a value"),
  SP504("sizes that an applied model does not take"),
  SP505("a repeated model that changes the shape"),
  SP901("a fault of ShapeProof itself"),
  SP902("a processor without the annotations");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /** What the code stands for, as a heading. */
  public String title() {
    return title;
  }

  /** Whether the way that shapes took explains it, rather than the text at its place alone. */
  public boolean isAboutShapes() {
    return compareTo(SP201) >= 0 && compareTo(SP305) != 0;
  }

  /** Whether the text at its place alone explains it, whatever the sizes and facts are. */
  public boolean isAboutText() {
    return compareTo(SP201) < 0;
  }

  /** Whether it tells of a shape that does not match. */
  public boolean isMismatch() {
    return compareTo(SP201) >= 0 && compareTo(SP301) < 0;
  }

  /** The page that explains it, from the root of the project. */
  public String page() {
    return "docs/errors/" + name() + ".md";
  }

  /** The code of that name. */
  public static Optional<Code> of(String name) {
    return Arrays.stream(values()).filter(c -> c.name().equals(name)).findFirst();
  }
}
