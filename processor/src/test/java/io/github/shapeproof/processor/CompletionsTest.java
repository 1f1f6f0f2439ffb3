package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.github.shapeproof.processor.testing.Environments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Completion;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.junit.jupiter.api.Test;

/** What an editor is offered where an attribute names tensors or holds sizes. */
class CompletionsTest {
  private static final String NET =
      """
      import io.github.shapeproof.annotation.*;

      @TensorModel(where = "")
      class Net {
        @Input @Shape("N,2*H,Width,4") Object high;
        Object other;
        @MaxPool(kernel = 2) Object half;
        @Resize(from = "half", like = "high") Object up;
        @Concat(from = {"high", "up"}) Object joined;
        @Conv(filtersOf = "") @Shape("C") Object broken;
        @Input @Shape("N,") Object alsoBroken;
        @Apply(from = "half", with = "") Heads heads;
        @Conv(from = "", filters = 1, kernel = 1) Object out;
      }

      @TensorModel
      class Heads {
        @Input @Shape("N,H,W,C") Object map;
        @Conv(filtersOf = "Classes", kernel = 1) Object classes;
        @Conv(from = "map", filters = 4, kernel = 1) Object boxes;
      }
      """;

  @Test
  void offersTheTensorsAboveTheNearestFirst() {
    assertEquals(List.of("\"half\"", "\"high\""), offered("up", "like", ""));
    assertEquals(List.of("\"half\"", "\"high\""), offered("up", "from", "\"h"));
    assertEquals(List.of("\"up\""), offered("joined", "from", "u"));
  }

  @Test
  void offersTheSymbolsOfTheModelWhereSizesAreWritten() {
    assertEquals(
        List.of("\"C\"", "\"H\"", "\"N\"", "\"Width\""), offered("broken", "filtersOf", ""));
    assertEquals(List.of("\"N,2 * Width\""), offered("alsoBroken", "value", "\"N,2 * Wi"));
    assertEquals(List.of("\"H % 2 == 0 && H\""), offered("Net", "where", "\"H % 2 == 0 && H"));
  }

  @Test
  void offersTheResultsOfAModelThatHasSeveral() {
    assertEquals(List.of("\"heads.boxes\"", "\"heads.classes\""), offered("out", "from", "heads"));
  }

  @Test
  void offersTheSymbolsOfTheAppliedModelAndThenItsOwn() {
    assertEquals(
        List.of("\"C\"", "\"Classes\"", "\"H\"", "\"N\"", "\"W\""), offered("heads", "with", ""));
    assertEquals(List.of("\"C=4, Classes\""), offered("heads", "with", "\"C=4, Cl"));
    assertEquals(List.of("\"Classes=Width\""), offered("heads", "with", "\"Classes=Wi"));
  }

  @Test
  void offersNothingElsewhere() {
    assertEquals(List.of(), offered("half", "kernel", ""));
    assertEquals(List.of(), offered("up", "like", "x"));
    assertEquals(List.of(), offered("broken", "filtersOf", "Z"));
  }

  @Test
  void offersNothingWhereReadingFails() {
    assertEquals(
        List.of(), offered("up", "like", "", Environments.failingOnce("getPackageOf", "Net")));
  }

  private static List<String> offered(String element, String attribute, String text) {
    return offered(element, attribute, text, UnaryOperator.identity());
  }

  private static List<String> offered(
      String element,
      String attribute,
      String text,
      UnaryOperator<ProcessingEnvironment> environment) {
    Asker asker = new Asker(element, attribute, text, environment);
    Compiler.javac().withProcessors(asker).compile(JavaFileObjects.forSourceString("Net", NET));
    return asker.offered;
  }

  /** Asks as an editor does, from within a compilation. */
  @SupportedAnnotationTypes("*")
  private static final class Asker extends AbstractProcessor {
    private final String element;
    private final String attribute;
    private final String text;
    private final UnaryOperator<ProcessingEnvironment> environment;
    private final List<String> offered = new ArrayList<>();

    Asker(
        String element,
        String attribute,
        String text,
        UnaryOperator<ProcessingEnvironment> environment) {
      this.element = element;
      this.attribute = attribute;
      this.text = text;
      this.environment = environment;
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      round.getRootElements().stream()
          .flatMap(type -> Stream.concat(Stream.of(type), type.getEnclosedElements().stream()))
          .filter(e -> e.getSimpleName().contentEquals(element))
          .forEach(e -> e.getAnnotationMirrors().forEach(mirror -> ask(e, mirror)));
      return false;
    }

    private void ask(Element element, AnnotationMirror mirror) {
      ShapeProcessor editor = new ShapeProcessor();
      editor.init(environment.apply(processingEnv));
      for (ExecutableElement member :
          ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())) {
        if (member.getSimpleName().contentEquals(attribute)) {
          StreamSupport.stream(
                  editor.getCompletions(element, mirror, member, text).spliterator(), false)
              .map(Completion::getValue)
              .forEach(offered::add);
        }
      }
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }
  }
}
