package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One use of a layer, seen by its rule: attributes, input shapes, what the model says, and the
 * questions that a rule asks about sizes.
 */
public final class LayerContext {
  private final String field;
  private final LayerDeclaration declaration;
  private final Layout layout;
  private final int modelAxes;
  private final Proofs proofs;
  private final List<Named> inputs;
  private final Map<String, Named> references;
  private final Optional<ShapePattern> declared;
  private final Optional<Applied> applied;

  /**
   * A use of a layer.
   *
   * @param field the field that bears it
   * @param declaration its annotation
   * @param layout the model's
   * @param modelAxes the model's number of spatial axes
   * @param proofs what is known of the sizes
   * @param inputs the tensors of {@code from}, or the one above
   * @param references the tensors that other attributes name, by attribute: {@code like}, {@code
   *     target}, {@code mask}
   * @param declared the field's {@code @Shape}
   * @param applied of {@code @Apply}, the model
   */
  public LayerContext(
      String field,
      LayerDeclaration declaration,
      Layout layout,
      int modelAxes,
      Proofs proofs,
      List<Named> inputs,
      Map<String, Named> references,
      Optional<ShapePattern> declared,
      Optional<Applied> applied) {
    this.field = field;
    this.declaration = declaration;
    this.layout = layout;
    this.modelAxes = modelAxes;
    this.proofs = proofs;
    this.inputs = List.copyOf(inputs);
    this.references = Map.copyOf(references);
    this.declared = declared;
    this.applied = applied;
  }

  public String field() {
    return field;
  }

  public Attributes attributes() {
    return declaration.attributes();
  }

  public Layout layout() {
    return layout;
  }

  public int modelAxes() {
    return modelAxes;
  }

  /** What is known of the sizes, and what had to be assumed. */
  public Proofs proofs() {
    return proofs;
  }

  /** The field's {@code @Shape}. */
  public Optional<ShapePattern> declared() {
    return declared;
  }

  /**
   * The model that is applied.
   *
   * @throws java.util.NoSuchElementException if the layer applies none
   */
  Applied applied() {
    return applied.orElseThrow();
  }

  /** The annotation as a whole. */
  public Site site() {
    return Site.field(field).annotation(declaration.name());
  }

  /** One attribute of it. */
  public Site site(String attribute) {
    return attributes().isWritten(attribute) ? site().attribute(attribute) : site();
  }

  /** One item of an array attribute; the whole value where a single one stands for all. */
  public Site site(String attribute, int item) {
    boolean several =
        attributes().get(attribute) instanceof List<?> list
            && list.size() > 1
            && item < list.size();
    return several ? site(attribute).item(item) : site(attribute);
  }

  /** Where an input is named: its place in {@code from}, else the annotation. */
  public Site inputSite(int input) {
    return site("from", input);
  }

  /** All inputs. */
  public List<Named> inputs() {
    return inputs;
  }

  /**
   * The only input.
   *
   * @throws Fault if {@code from} names several
   */
  public Named input() {
    return inputs(1, 1).get(0);
  }

  /**
   * The inputs, counted.
   *
   * @throws Fault if there are fewer than {@code least} or more than {@code most}
   */
  public List<Named> inputs(int least, int most) {
    int n = inputs.size();
    if (n < least || n > most) {
      String wanted =
          least == most
              ? count(least)
              : n < least ? "at least " + count(least) : "at most " + count(most);
      throw new Fault(
          Code.SP012,
          site("from"),
          "`%s` has %s, but @%s takes %s".formatted(field, count(n), declaration.name(), wanted));
    }
    return inputs;
  }

  private static String count(int n) {
    return n == 1 ? "one input" : n + " inputs";
  }

  /** The tensor that an attribute such as {@code like} names. */
  public Optional<Named> reference(String attribute) {
    return Optional.ofNullable(references.get(attribute));
  }

  /** An error in the words of the rule. */
  public Fault fault(Code code, Site site, String sentence) {
    return new Fault(code, site, sentence);
  }

  /** Whether the two are equal for every size, by proof. */
  public boolean equal(Dim a, Dim b) {
    return proofs.refute(a, b, site()).isEmpty();
  }

  /** See {@link Facts#quotient}. */
  public Optional<Dim> quotient(Dim dividend, Dim divisor) {
    return proofs.facts().quotient(dividend, divisor);
  }

  /** See {@link Proofs#requireEqual}. */
  public void requireEqual(Dim a, Dim b, Code code, Site site, String sentence) {
    proofs.requireEqual(a, b, code, site, sentence);
  }

  /** See {@link Proofs#requireQuotient}. */
  public Dim requireQuotient(Dim size, Dim divisor, Code code, Site site, String sentence) {
    return proofs.requireQuotient(field, size, divisor, code, site, sentence);
  }

  /** See {@link Proofs#requireAtLeast}. */
  public void requireAtLeast(
      Dim left, Dim right, Code code, Site site, String reason, String sentence) {
    proofs.requireAtLeast(left, right, code, site, reason, sentence);
  }

  /**
   * A whole number that must be at least {@code least}.
   *
   * @throws Fault with the number if it is not
   */
  public int atLeast(int least, String attribute) {
    int value = attributes().integer(attribute);
    if (value < least) {
      throw fault(
          Code.SP305,
          site(attribute),
          "`%s` has %s = %d, which must be at least %d".formatted(field, attribute, value, least));
    }
    return value;
  }

  /**
   * Reads a size from text in one of the string twins, such as {@code filtersOf = "2*F"}.
   *
   * @throws Fault if the text is no expression
   */
  public Dim expression(String attribute) {
    return Fault.unwrap(ShapeParser.dim(attributes().text(attribute)), site(attribute));
  }
}
