package io.github.shapeproof.processor;

import com.google.auto.service.AutoService;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.ModelReader;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceModel;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.model.Offers;
import io.github.shapeproof.processor.writer.AdapterWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Completion;
import javax.annotation.processing.Completions;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Checks models and generates their adapters: read, infer, report, generate. */
@AutoService(Processor.class)
@SupportedAnnotationTypes({
  "io.github.shapeproof.annotation.*",
  // Of our own making. Unclaimed it would be a warning, and under -Werror an error.
  "javax.annotation.processing.Generated"
})
public final class ShapeProcessor extends AbstractProcessor {
  private Options options;
  private ModelReader reader;
  private Reporter reporter;
  private AdapterWriter writer;
  private OutputFiles files;

  /** Types that were handled: ECJ shows what its source path has in two rounds. */
  private final Set<String> handled = new HashSet<>();

  /** Models that refer to what was not there when they were seen. */
  private final Set<String> unresolved = new TreeSet<>();

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    options = Options.parse(environment.getOptions());
    reader = new ModelReader(environment);
    reporter = new Reporter(environment.getMessager());
    writer = new AdapterWriter(environment, ShapeProcessor.class.getName());
    files = new OutputFiles(options);
    options.faults().forEach(reporter::report);
    files.clear();
  }

  /**
   * Handles each model in the round in which it is seen (compilers.md, row 3), and claims our
   * annotations (row 10). Which helps an error has depends on the other models of the round, which
   * may apply this one; what is generated does not (row 19).
   */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!Installation.isComplete()) {
      Installation.report(annotations, processingEnv.getMessager());
      return true;
    }
    reader.sees(round.getRootElements());
    List<SourceModel> sources = new ArrayList<>();
    for (TypeElement type : Candidates.in(round, annotations)) {
      if (handled.add(type.getQualifiedName().toString())) {
        guard(name(type), () -> sources.add(reader.read(type)));
      }
    }
    List<ModelDeclaration> declarations =
        sources.stream().filter(SourceModel::isCheckable).map(SourceModel::declaration).toList();
    for (SourceModel source : sources) {
      guard(name(source.type()), () -> handle(Outcome.of(source, declarations)));
    }
    if (round.processingOver()) {
      unresolved.forEach(name -> guard(name, () -> reportGenerated(name)));
      files.write(reporter.reported()).forEach(reporter::report);
    }
    return true;
  }

  private static String name(TypeElement type) {
    return type.getSimpleName().toString();
  }

  private void guard(String model, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      reporter.report(Crash.of(model, e));
    }
  }

  private void handle(Outcome outcome) {
    TypeElement type = outcome.source().type();
    if (outcome.source().unresolved()) {
      unresolved.add(type.getQualifiedName().toString());
    }
    reporter.report(outcome.source(), outcome.errors());
    if (ModelReader.isModel(type)) {
      generate(outcome);
    }
  }

  /**
   * What is still unknown the compiler reports; what another processor has generated meanwhile came
   * too late, for each model is handled in the round in which it is seen.
   */
  private void reportGenerated(String name) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
    SourceModel source = type == null ? null : reader.read(type);
    if (source != null && !source.unresolved()) {
      reporter.report(
          source,
          List.of(
              Diagnostic.of(
                  Code.SP011,
                  Site.MODEL,
                  "`%s` refers to what this compilation generates, which must be compiled before"
                      .formatted(source.declaration().simpleName()))));
    }
  }

  private void generate(Outcome outcome) {
    if (options.adapters()) {
      Optional<Diagnostic> lack = writer.missing(outcome.source().type()).map(Options::without);
      if (lack.isEmpty()) {
        writeAdapter(outcome);
      } else if (options.faults().isEmpty()) {
        // A wrong option may be the one that was to turn adapters off.
        reporter.report(lack.get());
      }
    }
    files.writePage(outcome).ifPresent(reporter::report);
  }

  /**
   * Writes the adapter, or a stub, so that the code that uses it has no errors of its own (row 2).
   */
  private void writeAdapter(Outcome outcome) {
    SourceModel source = outcome.source();
    try {
      if (outcome.isSound()) {
        writer.write(source.type(), outcome.model());
      } else {
        writer.writeStub(source.type(), outcome.model(), outcome.errors());
      }
    } catch (FilerException e) {
      String name = source.declaration().name();
      reporter.report(
          source,
          List.of(
              Diagnostic.of(
                  Code.SP015,
                  Site.MODEL,
                  "the adapter of `%s` is named `%sAdapter`, but another class has that name"
                      .formatted(name, name.replace('.', '_')))));
    } catch (IOException e) {
      reporter.report(
          OutputFiles.unwritten("the adapter of `%s`".formatted(source.declaration().name()), e));
    }
  }

  /** Offers tensors where one is to be named, and symbols where sizes are written. */
  @Override
  public Iterable<? extends Completion> getCompletions(
      Element element, AnnotationMirror annotation, ExecutableElement member, String userText) {
    Element model = element instanceof VariableElement ? element.getEnclosingElement() : element;
    if (!(model instanceof TypeElement type) || annotation == null || member == null) {
      return List.of();
    }
    List<Completion> completions = new ArrayList<>();
    guard(
        name(type),
        () ->
            Offers.of(
                    reader.read(type).declaration(),
                    element.getSimpleName().toString(),
                    annotation.getAnnotationType().asElement().getSimpleName().toString(),
                    member.getSimpleName().toString(),
                    userText == null ? "" : userText)
                .stream()
                .map(Completions::of)
                .forEach(completions::add));
    return completions;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Options.NAMES;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }
}
