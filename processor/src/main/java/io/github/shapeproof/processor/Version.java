package io.github.shapeproof.processor;

import java.util.Optional;

/** Which ShapeProof this is. */
final class Version {
  private Version() {}

  /** The version in the jar's manifest. */
  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }
}
