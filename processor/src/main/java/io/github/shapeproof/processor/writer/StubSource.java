package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.plan.EntryPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * In place of the adapter of a model with errors: the same members, all of which throw. Thus the
 * compiler shows the errors of the model and none of the code that uses it.
 */
final class StubSource {
  private static final TypeName TEXTS =
      ParameterizedTypeName.get(Map.class, String.class, String.class);

  private StubSource() {}

  /** The class for a model. */
  static TypeSpec of(CheckedModel model, List<Diagnostic> errors, boolean isPublic) {
    ClassName adapter = Signatures.adapter(model.declaration());
    String message = message(model, errors);
    List<Custom> operations = Custom.of(model.graph());
    boolean customs = !operations.isEmpty();
    TypeSpec.Builder type =
        Signatures.type(adapter, isPublic)
            .addJavadoc(
                "Stands in for the adapter of {@code $L}, which cannot be run.",
                model.declaration().name())
            .addField(texts("SHAPES"))
            .addField(texts("WEIGHTS"))
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    Signatures.tensors(model.declaration()).ifPresent(type::addField);
    // What a faulty layer learns is not known, so both ways to make an adapter are there.
    for (boolean weights : new boolean[] {false, true}) {
      for (boolean given : customs ? new boolean[] {false, true} : new boolean[] {false}) {
        type.addMethod(throwing(Signatures.create(adapter, weights, given), message));
      }
    }
    List<EntryPoint> entries = EntryPoint.guess(model, errors);
    for (EntryPoint entry : entries) {
      type.addMethod(throwing(Signatures.compute(entry, entry.inputs(), adapter), message));
      Signatures.record(entry, ClassNames.ARRAY).ifPresent(type::addType);
    }
    EntryPoint.define(entries)
        .ifPresent(
            entry -> {
              String graph = Signatures.graphName(entry.inputs());
              type.addMethod(
                  throwing(Signatures.define(entry, graph, entry.inputs(), adapter), message));
              Signatures.record(entry, ClassNames.VARIABLE).ifPresent(type::addType);
            });
    type.addMethod(
        throwing(MethodSpec.methodBuilder("close").addModifiers(Modifier.PUBLIC), message));
    if (customs) {
      type.addType(Signatures.operations(operations));
    }
    return type.build();
  }

  private static String message(CheckedModel model, List<Diagnostic> errors) {
    String name = model.declaration().name();
    if (!errors.isEmpty()) {
      return "%s has errors: %s"
          .formatted(
              name,
              errors.stream()
                  .map(error -> error.code().name())
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return model.open().isEmpty()
        ? "%s could not be checked: what it applies or refers to has errors".formatted(name)
        : "%s is there to be applied: only @Apply can say what %s %s"
            .formatted(
                name, String.join(" and ", model.open()), model.open().size() == 1 ? "is" : "are");
  }

  private static FieldSpec texts(String name) {
    return FieldSpec.builder(TEXTS, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .initializer("$T.of()", Map.class)
        .build();
  }

  private static MethodSpec throwing(MethodSpec.Builder method, String message) {
    return method.addStatement("throw new $T($S)", IllegalStateException.class, message).build();
  }
}
