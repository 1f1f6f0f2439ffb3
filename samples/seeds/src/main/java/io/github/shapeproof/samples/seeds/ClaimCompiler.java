package io.github.shapeproof.samples.seeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one wrong claim with this JDK's compiler and the processor on the class path. */
public final class ClaimCompiler {
  private final Path sources;
  private final Path output;

  /**
   * @param sources the folder with the claims
   * @param output where class files and generated sources go
   */
  public ClaimCompiler(Path sources, Path output) {
    this.sources = sources;
    this.output = output;
  }

  /** What the compiler says of the claim that the model mends; each prints as javac prints it. */
  public List<Diagnostic<? extends JavaFileObject>> compile(Class<?> model) {
    return compile(source(model));
  }

  /** What the compiler says of a file. */
  public List<Diagnostic<? extends JavaFileObject>> compile(Path source, String... more) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    String classPath = System.getProperty("java.class.path");
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(
        List.of("-classpath", classPath, "-processorpath", classPath, "-d", output.toString()));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      compiler
          .getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(source))
          .call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return diagnostics.getDiagnostics();
  }

  /** The file with the claim that the model mends. */
  public Path source(Class<?> model) {
    return sources.resolve(model.getName().replace('.', '/') + ".java");
  }
}
