package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.SourceText;
import java.util.List;

/**
 * An error with the source it is about, as plain values that outlive the round (compilers.md, row
 * 3).
 *
 * @param diagnostic the error
 * @param text its message as the compiler showed it
 * @param model the model it is about
 * @param source the model's file
 */
public record Reported(
    Diagnostic diagnostic, String text, ModelDeclaration model, SourceText source) {

  /** An error that is about no source. */
  public static Reported of(Diagnostic diagnostic, String text) {
    ModelDeclaration none =
        new ModelDeclaration("", "", Layout.CHANNELS_LAST, 2, List.of(), List.of());
    return new Reported(diagnostic, text, none, SourceText.unknown());
  }
}
