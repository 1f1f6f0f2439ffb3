package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Completion;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.junit.jupiter.api.Test;

/** What an editor is offered inside {@code from}, {@code like}, {@code target} and {@code mask}. */
class CompletionsTest {
  private static final String NET =
      """
      import io.github.shapeproof.annotation.*;

      @TensorModel
      class Net {
        @Input @Shape("N,8,8,4") Object high;
        Object other;
        @MaxPool(kernel = 2) Object half;
        @Resize(from = "half", like = "high") Object up;
        @Concat(from = {"high", "up"}) Object joined;
      }
      """;

  @Test
  void offersTheTensorsAboveTheNearestFirst() {
    assertEquals(List.of("\"half\"", "\"high\""), offered("up", "like", ""));
    assertEquals(List.of("\"half\"", "\"high\""), offered("up", "from", "\"h"));
    assertEquals(List.of("\"up\""), offered("joined", "from", "u"));
  }

  @Test
  void offersNothingWhereNoTensorIsNamed() {
    assertEquals(List.of(), offered("half", "kernel", ""));
    assertEquals(List.of(), offered("up", "like", "x"));
  }

  private static List<String> offered(String field, String attribute, String text) {
    Asker asker = new Asker(field, attribute, text);
    Compiler.javac().withProcessors(asker).compile(JavaFileObjects.forSourceString("Net", NET));
    return asker.offered;
  }

  /** Asks as an editor does, from within a compilation. */
  @SupportedAnnotationTypes("*")
  private static final class Asker extends AbstractProcessor {
    private final String field;
    private final String attribute;
    private final String text;
    private final List<String> offered = new ArrayList<>();

    Asker(String field, String attribute, String text) {
      this.field = field;
      this.attribute = attribute;
      this.text = text;
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      round.getRootElements().stream()
          .flatMap(type -> ElementFilter.fieldsIn(type.getEnclosedElements()).stream())
          .filter(f -> f.getSimpleName().contentEquals(field))
          .forEach(f -> f.getAnnotationMirrors().forEach(mirror -> ask(f, mirror)));
      return false;
    }

    private void ask(Element element, AnnotationMirror mirror) {
      for (ExecutableElement member :
          ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())) {
        if (member.getSimpleName().contentEquals(attribute)) {
          StreamSupport.stream(
                  new ShapeProcessor().getCompletions(element, mirror, member, text).spliterator(),
                  false)
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
