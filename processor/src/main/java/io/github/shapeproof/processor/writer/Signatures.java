package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.FieldOrder;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.plan.EntryPoint;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** What callers see of an adapter, the same for a real one and for a stub. */
final class Signatures {
  static final String OPERATIONS = "Operations";

  /** Methods of every record that a component may not be named after. */
  private static final Set<String> NOT_COMPONENTS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  /** In bytes, as class files have it. */
  private static final int LONGEST_CONSTANT = 65_535;

  private Signatures() {}

  /** {@code com.acme.Outer_InnerAdapter}. */
  static ClassName adapter(ModelDeclaration model) {
    return ClassName.get(model.packageName(), model.name().replace('.', '_') + "Adapter");
  }

  /** The class itself, as visible as the model. */
  static TypeSpec.Builder type(ClassName adapter, boolean isPublic) {
    TypeSpec.Builder type = TypeSpec.classBuilder(adapter);
    if (isPublic) {
      type.addModifiers(Modifier.PUBLIC);
    }
    return type.addModifiers(Modifier.FINAL);
  }

  /**
   * The names of the fields, for a compiler that forgets their order; nothing where they are more
   * than a constant can hold.
   */
  static Optional<FieldSpec> tensors(ModelDeclaration model) {
    String order =
        model.fields().stream().map(FieldDeclaration::name).collect(Collectors.joining(" "));
    return order.getBytes(StandardCharsets.UTF_8).length > LONGEST_CONSTANT
        ? Optional.empty()
        : Optional.of(
            FieldSpec.builder(
                    String.class,
                    FieldOrder.CONSTANT,
                    Modifier.PRIVATE,
                    Modifier.STATIC,
                    Modifier.FINAL)
                .addJavadoc("The fields in order, for compilers that sort those of a class file.")
                .initializer("$S", order)
                .build());
  }

  /** {@code public static XAdapter create(…)}. */
  static MethodSpec.Builder create(ClassName adapter, boolean weights, boolean operations) {
    MethodSpec.Builder create =
        MethodSpec.methodBuilder("create")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(adapter);
    if (weights) {
      create.addParameter(ClassNames.WEIGHTS, "weights");
    }
    if (operations) {
      create.addParameter(adapter.nestedClass(OPERATIONS), "operations");
    }
    return create;
  }

  /**
   * {@code public INDArray forward(…)}.
   *
   * @param parameters a name for each input
   */
  static MethodSpec.Builder compute(EntryPoint entry, List<String> parameters, ClassName adapter) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(entry.method())
            .addModifiers(Modifier.PUBLIC)
            .returns(result(entry, ClassNames.ARRAY, adapter));
    parameters.forEach(parameter -> method.addParameter(ClassNames.ARRAY, parameter));
    return method;
  }

  /**
   * {@code public SDVariable define(SameDiff sd, …)}.
   *
   * @param graph a name for the SameDiff instance
   * @param parameters a name for each input
   */
  static MethodSpec.Builder define(
      EntryPoint entry, String graph, List<String> parameters, ClassName adapter) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(entry.method())
            .addModifiers(Modifier.PUBLIC)
            .returns(result(entry, ClassNames.VARIABLE, adapter))
            .addParameter(ClassNames.SAME_DIFF, graph);
    parameters.forEach(parameter -> method.addParameter(ClassNames.VARIABLE, parameter));
    return method;
  }

  /** What a SameDiff instance is called beside other parameters. */
  static String graphName(List<String> parameters) {
    NameAllocator names = new NameAllocator();
    parameters.forEach(names::newName);
    return names.newName("sd");
  }

  /** A single result, or the record of several. */
  static TypeName result(EntryPoint entry, ClassName single, ClassName adapter) {
    return entry.results().size() == 1 ? single : adapter.nestedClass(entry.record());
  }

  /** {@code public record Outputs(…)}, where there are several results. */
  static Optional<TypeSpec> record(EntryPoint entry, ClassName component) {
    return entry.results().size() > 1
        ? Optional.of(recordOfSeveral(entry, component))
        : Optional.empty();
  }

  private static TypeSpec recordOfSeveral(EntryPoint entry, ClassName type) {
    NameAllocator names = new NameAllocator();
    NOT_COMPONENTS.forEach(names::newName);
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    TypeSpec.Builder record =
        TypeSpec.recordBuilder(entry.record())
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("What {@code $L} returns.\n", entry.method());
    // Fields have their own names; a part of one must do with what is left.
    entry.results().stream()
        .sorted(Comparator.comparing(result -> result.contains(".")))
        .forEach(result -> names.newName(result, result));
    for (String result : entry.results()) {
      String component = names.get(result);
      components.addParameter(type, component);
      record.addJavadoc("\n@param $L the tensor {@code $L}", component, result);
    }
    return record.recordConstructor(components.build()).build();
  }

  /** The overload of a custom operation that {@code define} calls. */
  private static MethodSpec definition(Custom custom) {
    String name = custom.method();
    String graph = graphName(custom.inputs());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addJavadoc(
                "Defines the same in a graph, for {@code define}; to be overridden where that is"
                    + " called.\n\n@param $L the graph\n",
                graph)
            .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
            .returns(ClassNames.VARIABLE)
            .addParameter(ClassNames.SAME_DIFF, graph);
    NameAllocator names = new NameAllocator();
    for (String input : custom.inputs()) {
      String parameter = names.newName(input);
      method.addParameter(ClassNames.VARIABLE, parameter);
      method.addJavadoc("@param $L the tensor {@code $L}\n", parameter, input);
    }
    return method
        .addJavadoc("@return the tensor {@code $L}\n", custom.operation())
        .addStatement(
            "throw new $T($S)",
            UnsupportedOperationException.class,
            "define needs the operation '%s' as variables: override Operations.%s(SameDiff, ...)"
                .formatted(custom.operation(), name))
        .build();
  }

  /** {@code public interface Operations}. */
  static TypeSpec operations(List<Custom> customs) {
    TypeSpec.Builder operations =
        TypeSpec.interfaceBuilder(OPERATIONS)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "The model's own operations. Called by all threads that call the adapter; what"
                    + " they return\nis copied, and what they are given is not theirs to change or"
                    + " to keep.");
    for (Custom custom : customs) {
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(custom.method())
              .addJavadoc("Computes $L.\n\n", Docs.code(custom.signature()))
              .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
              .returns(ClassNames.ARRAY);
      NameAllocator names = new NameAllocator();
      for (String input : custom.inputs()) {
        String parameter = names.newName(input);
        method.addParameter(ClassNames.ARRAY, parameter);
        method.addJavadoc("@param $L the tensor {@code $L}\n", parameter, input);
      }
      method.addJavadoc("@return the tensor {@code $L}\n", custom.operation());
      operations.addMethod(method.build());
      operations.addMethod(definition(custom));
    }
    return operations.build();
  }
}
