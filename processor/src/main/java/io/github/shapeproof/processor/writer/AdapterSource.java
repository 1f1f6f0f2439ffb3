package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.SymbolBinding;
import io.github.shapeproof.processor.plan.EntryPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** The adapter of a sound model. */
final class AdapterSource {
  private static final TypeName TEXTS =
      ParameterizedTypeName.get(Map.class, String.class, String.class);

  private final CheckedModel model;
  private final ClassName adapter;
  private final Members members;
  private final List<Named> weights;
  private final List<Custom> customs;
  private final TypeSpec.Builder type;

  private AdapterSource(CheckedModel model, boolean isPublic) {
    this.model = model;
    adapter = Signatures.adapter(model.declaration());
    members = new Members(model);
    weights = model.weights();
    customs = Custom.of(model.graph());
    type = Signatures.type(adapter, isPublic);
  }

  /** The class for a model. */
  static TypeSpec of(CheckedModel model, boolean isPublic) {
    return new AdapterSource(model, isPublic).build();
  }

  private TypeSpec build() {
    List<EntryPoint> entries = EntryPoint.of(model);
    type.addJavadoc(AdapterDoc.of(model));
    addTexts();
    Signatures.tensors(model.declaration()).ifPresent(type::addField);
    if (!weights.isEmpty()) {
      addWeightsGuard();
    }
    addCreate();
    String guard = "";
    for (EntryPoint entry : entries) {
      EntryCode code = new EntryCode(model, entry, adapter, members);
      code.addTo(type, adapter);
      guard = code.guard();
    }
    Optional<EntryPoint> define = EntryPoint.define(entries);
    if (define.isPresent()) {
      new DefineCode(model, define.get(), guard, members).addTo(type, adapter);
    }
    addFields();
    type.addMethod(
        MethodSpec.methodBuilder("close")
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "Frees the buffers that are kept between calls, and what is kept for results, of other"
                    + " adapters too. The adapter stays usable.")
            .addStatement("$L.close()", members.sessions)
            .build());
    entries.forEach(entry -> Signatures.record(entry, ClassNames.ARRAY).ifPresent(type::addType));
    define.flatMap(entry -> Signatures.record(entry, ClassNames.VARIABLE)).ifPresent(type::addType);
    if (!customs.isEmpty()) {
      type.addType(Signatures.operations(customs));
    }
    members.operationHolders(adapter).forEach(type::addType);
    return type.build();
  }

  private void addTexts() {
    Map<String, String> shapes = new LinkedHashMap<>();
    model.tensors().forEach(t -> shapes.put(t.name(), t.shape().orElseThrow().toString()));
    addTexts("SHAPES", "The shape of each tensor, by the name of its field.", shapes);
    Map<String, String> learned = new LinkedHashMap<>();
    weights.forEach(weight -> learned.put(weight.name(), weight.shape().toString()));
    addTexts("WEIGHTS", "The shape of each learned parameter, by its name.", learned);
  }

  private void addTexts(String name, String doc, Map<String, String> texts) {
    String method = name.toLowerCase(Locale.ROOT);
    ParameterSpec map = ParameterSpec.builder(TEXTS, "texts").build();
    List<CodeBlock> puts = new ArrayList<>();
    texts.forEach((key, text) -> puts.add(CodeBlock.of("$N.put($S, $S)", map, key, text)));
    type.addField(
        FieldSpec.builder(TEXTS, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc(doc)
            .initializer("$L()", method)
            .build());
    type.addMethod(
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(TEXTS)
            .addStatement("$T $N = new $T<>()", TEXTS, map, LinkedHashMap.class)
            .addCode(Chunks.statements(type, method, map, puts, Modifier.PRIVATE, Modifier.STATIC))
            .addStatement("return $T.unmodifiableMap($N)", Collections.class, map)
            .build());
  }

  private void addWeightsGuard() {
    ParameterSpec guard = ParameterSpec.builder(ClassNames.GUARD_BUILDER, "guard").build();
    List<CodeBlock> calls =
        GuardCode.weights(weights, SymbolBinding.ofWeights(weights)).stream()
            .map(call -> CodeBlock.of("$N$L", guard, call))
            .toList();
    type.addField(
        FieldSpec.builder(
                ClassNames.GUARD,
                members.parameters,
                Modifier.PRIVATE,
                Modifier.STATIC,
                Modifier.FINAL)
            .initializer("parameters()")
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("parameters")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(ClassNames.GUARD)
            .addStatement("$T $N = $T.weights()", ClassNames.GUARD_BUILDER, guard, ClassNames.GUARD)
            .addCode(
                Chunks.statements(
                    type, "parameters", guard, calls, Modifier.PRIVATE, Modifier.STATIC))
            .addStatement("return $N.build()", guard)
            .build());
  }

  private void addCreate() {
    List<CodeBlock> arguments = new ArrayList<>();
    MethodSpec.Builder create =
        Signatures.create(adapter, !weights.isEmpty(), !customs.isEmpty())
            .addJavadoc("Makes an adapter. One serves any number of threads.\n\n");
    if (!weights.isEmpty()) {
      create.addJavadoc(
          "@param weights the learned parameters of {@link #WEIGHTS}, to be left open; those in"
              + " row-major order are used as they are, without a copy\n");
      arguments.add(CodeBlock.of("weights"));
    }
    if (!customs.isEmpty()) {
      create.addJavadoc("@param operations the model's own operations\n");
      arguments.add(CodeBlock.of("operations"));
    }
    create.addJavadoc("@return a new adapter\n");
    if (!weights.isEmpty()) {
      create.addJavadoc(
          "@throws $T that lists every missing, unknown and wrong weight\n",
          ClassNames.SHAPE_MISMATCH);
    }
    type.addMethod(
        create.addStatement("return new $T($L)", adapter, CodeBlock.join(arguments, ", ")).build());
  }

  /** Fields and constructor, once it is known which weights the methods use. */
  private void addFields() {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    if (!weights.isEmpty()) {
      constructor.addParameter(ClassNames.WEIGHTS, "weights");
      addField(ClassNames.BINDINGS, members.bound);
      constructor.addStatement(
          "this.$L = $T.requireNonNull(weights, $S).check($L)",
          members.bound,
          Objects.class,
          "weights",
          members.parameters);
    }
    members
        .weights()
        .forEach(
            (weight, name) -> {
              addField(ClassNames.TENSOR, name);
              constructor.addStatement(
                  "this.$L = $L.weight(weights, $S)", name, members.sessions, weight.name());
            });
    if (!customs.isEmpty()) {
      ClassName operations = adapter.nestedClass(Signatures.OPERATIONS);
      constructor.addParameter(operations, "operations");
      addField(operations, members.custom);
      constructor.addStatement(
          "this.$L = $T.requireNonNull(operations, $S)",
          members.custom,
          Objects.class,
          "operations");
    }
    type.addField(
        FieldSpec.builder(
                ClassNames.SESSION_POOL, members.sessions, Modifier.PRIVATE, Modifier.FINAL)
            .initializer("new $T()", ClassNames.SESSION_POOL)
            .build());
    type.addMethod(constructor.build());
  }

  private void addField(TypeName fieldType, String name) {
    type.addField(fieldType, name, Modifier.PRIVATE, Modifier.FINAL);
  }
}
