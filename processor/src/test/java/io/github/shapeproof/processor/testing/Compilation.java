package io.github.shapeproof.processor.testing;

import io.github.shapeproof.processor.ShapeProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * One run of a compiler over sources in memory. A source without a package declaration is put into
 * package {@code test} and sees all annotations, their enums' constants, and {@code INDArray}; that
 * takes no line of its own.
 */
public final class Compilation {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
  private static final String PRELUDE =
      "package test; import io.github.shapeproof.annotation.*;"
          + " import org.nd4j.linalg.api.ndarray.INDArray; "
          + List.of(
                  "ActivationKind",
                  "Anchor",
                  "Channels",
                  "Combine",
                  "Layout",
                  "LossKind",
                  "PadMode",
                  "Padding",
                  "PoolKind",
                  "ResizeMethod",
                  "Strategy")
              .stream()
              .map("import static io.github.shapeproof.annotation.%s.*; "::formatted)
              .collect(Collectors.joining());

  private final CompilerKind kind;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> options =
      new ArrayList<>(
          List.of("-g", "--release", "17", "-classpath", System.getProperty("java.class.path")));
  private final List<Processor> processors = new ArrayList<>(List.of(new ShapeProcessor()));

  Compilation(CompilerKind kind) {
    this.kind = kind;
  }

  /** A source with all that it needs, as it is compiled. */
  public static String whole(String text) {
    return PACKAGE.matcher(text).find() ? text : PRELUDE + text;
  }

  /** Adds a source; its name is that of the first type in it. */
  public Compilation source(String text) {
    String whole = whole(text);
    Matcher packages = PACKAGE.matcher(whole);
    Matcher type = TYPE.matcher(COMMENT.matcher(text).replaceAll(""));
    if (!packages.find() || !type.find()) {
      throw new IllegalArgumentException("no type in: " + text);
    }
    sources.put(packages.group(1) + "." + type.group(1), whole);
    return this;
  }

  /** Makes all sources a module that exports package {@code test} and reads the class path. */
  public Compilation asModule() {
    sources.put("module-info", "module test { exports test; }");
    return options("--add-reads", "test=ALL-UNNAMED");
  }

  /** Adds options of the compiler, {@code -Ashapeproof.…} among them. */
  public Compilation options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Compiles with this class path in place of the tests'. */
  public Compilation classPath(String path) {
    options.set(classPathIndex(), path);
    return this;
  }

  private int classPathIndex() {
    return options.indexOf("-classpath") + 1;
  }

  /** Adds a processor that runs beside ours. */
  public Compilation with(Processor processor) {
    processors.add(processor);
    return this;
  }

  /** Runs this processor instead of ours. */
  public Compilation only(Processor processor) {
    processors.clear();
    return with(processor);
  }

  /** Compiles. */
  public Compiled compile() {
    try {
      Path folder = Files.createTempDirectory("compilation");
      try {
        return compile(write(folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> write(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path path = folder.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(path.getParent());
      paths.add(Files.writeString(path, source.getValue()));
    }
    return paths;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Compiled compile(List<Path> paths) throws IOException {
    JavaCompiler compiler = kind.tool();
    DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
    try (StandardJavaFileManager standard =
            compiler.getStandardFileManager(collector, Locale.ROOT, StandardCharsets.UTF_8);
        MemoryFiles files = new MemoryFiles(standard)) {
      // ECJ reads the file manager's, which is that of the tests.
      standard.setLocation(
          StandardLocation.CLASS_PATH,
          Arrays.stream(options.get(classPathIndex()).split(File.pathSeparator))
              .map(File::new)
              .toList());
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              new StringWriter(),
              files,
              collector,
              options,
              null,
              standard.getJavaFileObjectsFromPaths(paths));
      task.setProcessors(processors);
      boolean success = task.call();
      return new Compiled(kind, success, messages(collector), files.texts(), files.classes());
    }
  }

  private List<Message> messages(DiagnosticCollector<JavaFileObject> collector) {
    List<Message> messages = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> d : collector.getDiagnostics()) {
      JavaFileObject file = d.getSource();
      messages.add(
          new Message(
              d.getKind(),
              file == null ? "" : file.getName().replaceFirst(".*/", ""),
              Math.max(0, d.getLineNumber()),
              Math.max(0, column(d)),
              d.getPosition(),
              kind.text(d.getMessage(Locale.ROOT))));
    }
    return messages;
  }

  /** The column, not counting what was put before the first line. */
  private long column(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject file = diagnostic.getSource();
    boolean shifted =
        file != null
            && diagnostic.getLineNumber() == 1
            && sources.entrySet().stream()
                .filter(s -> file.getName().endsWith(s.getKey().replace('.', '/') + ".java"))
                .anyMatch(s -> s.getValue().startsWith(PRELUDE));
    return diagnostic.getColumnNumber() - (shifted ? PRELUDE.length() : 0);
  }

  /** Compiles and asserts that exactly the errors expected in the sources are reported. */
  public Compiled check() {
    Compiled compiled = compile();
    Expectations.of(sources).verify(compiled);
    return compiled;
  }
}
