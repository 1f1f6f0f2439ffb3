package io.github.shapeproof.processor;

import com.google.auto.service.AutoService;
import io.github.shapeproof.processor.declaration.ModelReader;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceModel;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.fix.Explainer;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.ModelChecker;
import io.github.shapeproof.processor.writer.AdapterWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Checks models and generates their adapters: read, infer, report, generate. */
@AutoService(Processor.class)
@SupportedAnnotationTypes({
  "io.github.shapeproof.annotation.*",
  // Of our own making. Unclaimed it would be a warning, and under -Werror an error.
  "javax.annotation.processing.Generated"
})
public final class ShapeProcessor extends AbstractProcessor {
  private Options options;
  private ModelQueue queue;
  private ModelReader reader;
  private Reporter reporter;
  private AdapterWriter writer;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    options = Options.parse(environment.getOptions());
    queue = new ModelQueue(environment.getElementUtils());
    reader = new ModelReader(environment);
    reporter = new Reporter(environment.getMessager());
    writer = new AdapterWriter(environment.getFiler());
    options.faults().forEach(reporter::report);
  }

  /** Handles each model in the round in which it is seen, and claims our annotations. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement type : queue.next(annotations, round)) {
      try {
        process(type, round.processingOver());
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        reporter.report(Crash.of(type, e));
      }
    }
    return true;
  }

  private void process(TypeElement type, boolean last) {
    SourceModel model = reader.read(type);
    if (model.unresolved() && !last) {
      queue.postpone(type);
      return;
    }
    CheckedModel checked = ModelChecker.check(model.declaration());
    List<Diagnostic> errors = errors(model, checked);
    reporter.report(model, errors);
    if (options.adapters() && ModelReader.isModel(type)) {
      generate(model, checked, errors);
    }
  }

  private void generate(SourceModel model, CheckedModel checked, List<Diagnostic> errors) {
    try {
      if (errors.isEmpty() && !model.unresolved()) {
        writer.write(model.type(), checked);
      } else {
        writer.writeStub(model.type(), checked, errors);
      }
    } catch (FilerException e) {
      reporter.report(
          model,
          List.of(
              Diagnostic.of(
                  Code.SP015,
                  Site.MODEL,
                  "the adapter of `%s` cannot have its name: %s"
                      .formatted(model.declaration().simpleName(), e.getMessage()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the user is told; nothing where the compiler itself already complains. */
  private static List<Diagnostic> errors(SourceModel model, CheckedModel checked) {
    if (model.unresolved()) {
      return List.of();
    }
    return model.faults().isEmpty() ? Explainer.explain(checked) : model.faults();
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
