/** The declaration language: annotations and their enums, with no dependency. */
module io.github.shapeproof.annotation {
  exports io.github.shapeproof.annotation;
}
