package io.github.shapeproof.processor.declaration;

import java.util.Optional;

/**
 * A model that a field of another one applies.
 *
 * @param declaration what it says
 * @param fault why that cannot be checked, to follow the model's name in a sentence
 * @param compiledHere whether this compilation reports what is wrong with it
 */
public record AppliedModel(
    ModelDeclaration declaration, Optional<String> fault, boolean compiledHere) {}
