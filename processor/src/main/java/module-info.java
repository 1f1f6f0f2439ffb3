/** The annotation processor; its one service is {@link javax.annotation.processing.Processor}. */
module io.github.shapeproof.processor {
  requires io.github.shapeproof.annotation;
  requires java.compiler;
  // Where it runs in javac, its trees tell where a value stands.
  requires static jdk.compiler;
  // Only for compiling: the jar carries these relocated into packages of its own.
  requires static com.google.gson;
  requires static com.palantir.javapoet;
  requires static io.github.javadiffutils;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides javax.annotation.processing.Processor with
      io.github.shapeproof.processor.ShapeProcessor;
}
