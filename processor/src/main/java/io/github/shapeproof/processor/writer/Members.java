package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.plan.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/**
 * The private members of an adapter, named so that the model's own names stay free for parameters,
 * and collected while the methods that use them are written. The variables of these methods have
 * names of the same kind, so that none hides a member, whenever that is named.
 */
final class Members {
  /** What one class initializer holds without coming near the limit of 64 KiB. */
  private static final int OPERATIONS_IN_CLASS = 100;

  /** Classes that methods call by name, which a variable of the same name would hide. */
  private static final List<String> CLASSES =
      List.of(
          Math.class.getSimpleName(),
          ClassNames.CUSTOM_RESULT.simpleName(),
          ClassNames.TENSOR.simpleName());

  private final Map<String, String> tensors = new HashMap<>();
  private final Map<String, String> symbols = new HashMap<>();
  private final List<String> holders = new ArrayList<>();
  private final NameAllocator names = new NameAllocator();
  private final Map<Source.Weight, String> weights = new LinkedHashMap<>();
  private final NameAllocator operationNames = new NameAllocator();
  private final Map<Operation, Constant> operations = new LinkedHashMap<>();
  private final Map<String, String> operationMethods = new LinkedHashMap<>();

  /** What a constant is made of. Code itself is no key: as text it lacks what would be wrapped. */
  private record Operation(String type, List<Object> arguments) {}

  /** Where an operation is held. */
  private record Constant(String holder, String name) {}

  final String sessions;
  final String bound;
  final String custom;
  final String parameters;
  final String plan;
  final String sizes;
  final String type;
  final String results;
  final String sameDiff;
  final String graph;

  Members(CheckedModel model) {
    CLASSES.forEach(names::newName);
    model.fields().keySet().forEach(this::tensor);
    Custom.of(model.graph())
        .forEach(custom -> operationMethods.put(custom.operation(), custom.method()));
    sessions = names.newName("sessions");
    bound = names.newName("bound");
    custom = names.newName("operations");
    parameters = names.newName("PARAMETERS");
    plan = names.newName("plan");
    sizes = names.newName("sizes");
    type = names.newName("type");
    results = names.newName("results");
    sameDiff = names.newName("sd");
    graph = names.newName("graph");
  }

  /** A name for one more private member. */
  String newName(String suggestion) {
    return names.newName(suggestion);
  }

  /**
   * The variable for a tensor of the model, or a value on the way: its own name, if Java allows.
   */
  String tensor(String name) {
    return tensors.computeIfAbsent(name, names::newName);
  }

  /** The variables for tensors of the model. */
  List<String> tensors(List<String> fields) {
    return fields.stream().map(this::tensor).toList();
  }

  /** The variable for the value of a symbol. */
  String symbol(String symbol) {
    return symbols.computeIfAbsent(
        symbol, s -> names.newName(s.toLowerCase(Locale.ROOT).replaceAll("\\W|_", "")));
  }

  /** The field that holds a learned parameter. */
  String weight(Source.Weight weight) {
    return weights.computeIfAbsent(
        weight,
        w ->
            names.newName(
                w.field()
                    + w.parameter().substring(0, 1).toUpperCase(Locale.ROOT)
                    + w.parameter().substring(1)));
  }

  /** All learned parameters that some method uses, with their fields. */
  Map<Source.Weight, String> weights() {
    return weights;
  }

  /** The method of the interface {@code Operations} for one of the user's own. */
  String operationMethod(String operation) {
    return Objects.requireNonNull(operationMethods.get(operation), operation);
  }

  /** The constant that holds an operation. */
  CodeBlock operation(String name, Step.Run run) {
    return operation(name, new Operation(run.operation(), run.arguments()));
  }

  /** The constant that holds the operation that copies. */
  CodeBlock copy() {
    return operation("copy", new Operation("Reshape", List.of()));
  }

  /** The constant that holds the operation that puts tensors behind each other. */
  CodeBlock join(String name, int axis) {
    return operation(name, new Operation("Concat", List.of(axis)));
  }

  private CodeBlock operation(String name, Operation operation) {
    Constant constant = operations.get(operation);
    if (constant == null) {
      constant = new Constant(nextHolder(), operationNames.newName(constantCase(name)));
      operations.put(operation, constant);
    }
    return CodeBlock.of("$L.$L", constant.holder(), constant.name());
  }

  private String nextHolder() {
    int number = operations.size() / OPERATIONS_IN_CLASS;
    if (number == holders.size()) {
      holders.add(names.newName("Layers" + (number == 0 ? "" : number + 1)));
    }
    return holders.get(number);
  }

  private static String constantCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /** The nested classes that hold the operations. */
  List<TypeSpec> operationHolders(ClassName adapter) {
    Map<String, TypeSpec.Builder> holders = new LinkedHashMap<>();
    operations.forEach(
        (operation, constant) ->
            holders
                .computeIfAbsent(
                    constant.holder(),
                    name ->
                        TypeSpec.classBuilder(adapter.nestedClass(name))
                            .addJavadoc("What the layers do, apart from their sizes and weights.")
                            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL))
                .addField(
                    FieldSpec.builder(
                            ClassNames.OPERATION, constant.name(), Modifier.STATIC, Modifier.FINAL)
                        .initializer(Literals.operation(operation.type(), operation.arguments()))
                        .build()));
    return holders.values().stream().map(TypeSpec.Builder::build).toList();
  }
}
