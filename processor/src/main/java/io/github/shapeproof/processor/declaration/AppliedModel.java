package io.github.shapeproof.processor.declaration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model that fields of others apply. There is one for each type, so that what is found out about
 * it is found out once.
 */
public final class AppliedModel {
  private final ModelDeclaration declaration;
  private final Optional<String> fault;
  private final Optional<SourceText> source;
  private final Map<Class<?>, Object> derived = new HashMap<>();

  /**
   * @param declaration what it says
   * @param fault why that cannot be checked, to follow the model's name in a sentence
   * @param source its file, where this compilation reports what is wrong with it
   */
  public AppliedModel(
      ModelDeclaration declaration, Optional<String> fault, Optional<SourceText> source) {
    this.declaration = declaration;
    this.fault = fault;
    this.source = source;
  }

  /** What it says. */
  public ModelDeclaration declaration() {
    return declaration;
  }

  /** Why that cannot be checked, to follow the model's name in a sentence. */
  public Optional<String> fault() {
    return fault;
  }

  /** Its file; empty where this compilation does not report what is wrong with it. */
  public Optional<SourceText> source() {
    return source;
  }

  /** This model, were it to say something else, and were errors in that told here or not. */
  AppliedModel saying(ModelDeclaration other, boolean told) {
    return new AppliedModel(other, fault, told ? source : Optional.empty());
  }

  /** What follows from it, computed when it is first asked for. */
  public <T> T derived(Class<T> kind, Function<AppliedModel, T> compute) {
    Object known = derived.get(kind);
    if (known == null) {
      known = compute.apply(this);
      derived.put(kind, known);
    }
    return kind.cast(known);
  }

  @Override
  public String toString() {
    return declaration.name();
  }
}
