package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.SymbolBinding;
import io.github.shapeproof.processor.plan.CallSizes;
import io.github.shapeproof.processor.plan.EntryPoint;
import io.github.shapeproof.processor.plan.Labels;
import io.github.shapeproof.processor.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** One of an adapter's public methods that compute: its guard, its check, and its plan. */
final class EntryCode {
  private final CheckedModel model;
  private final EntryPoint entry;
  private final Members members;
  private final List<String> parameters;
  private final String guard;
  private final String maker;
  private final TypeName result;
  private final Plan plan;
  private final PlanCode code;

  EntryCode(CheckedModel model, EntryPoint entry, ClassName adapter, Members members) {
    this.model = model;
    this.entry = entry;
    this.members = members;
    parameters = members.tensors(entry.inputs());
    guard = members.newName(entry.method().toUpperCase(Locale.ROOT) + "_GUARD");
    maker = members.newName(entry.method() + "Plan");
    result = Signatures.result(entry, ClassNames.ARRAY, adapter);
    plan = Plan.of(model, entry.results());
    code = new PlanCode(plan, entry.inputs(), members);
  }

  /** The constant that checks its inputs. */
  String guard() {
    return guard;
  }

  /** Adds all of it to the adapter. */
  void addTo(TypeSpec.Builder type, ClassName adapter) {
    SymbolBinding binding = SymbolBinding.of(model, entry.inputs());
    CallSizes sizes = CallSizes.of(model, binding.bound());
    type.addField(
        FieldSpec.builder(
                ClassNames.GUARD, guard, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer(
                GuardCode.inputs(
                    model.declaration().layout(),
                    model.named(entry.inputs()),
                    Labels.of(model)::contains,
                    binding,
                    sizes.checked()))
            .build());
    boolean whole = code.lines().size() <= Chunks.SIZE;
    type.addField(
        FieldSpec.builder(ClassNames.PLAN_MAKER, maker, Modifier.PRIVATE, Modifier.FINAL)
            .initializer(
                whole
                    ? CodeBlock.of("this::$L", entry.method())
                    : CodeBlock.of(
                        "($1L, $2L) -> new $3L($1L, $2L).make()",
                        members.plan,
                        members.sizes,
                        stepsName()))
            .build());
    type.addMethod(
        Signatures.compute(entry, parameters, adapter)
            .addJavadoc(ComputeDoc.of(model, entry, parameters, plan, sizes))
            .addCode(checkAndRun())
            .build());
    if (whole) {
      type.addMethod(method());
    } else {
      type.addType(stepsClass());
    }
  }

  private String stepsName() {
    return entry.method().substring(0, 1).toUpperCase(Locale.ROOT)
        + entry.method().substring(1)
        + "Steps";
  }

  private CodeBlock checkAndRun() {
    List<CodeBlock> checked = new ArrayList<>();
    List<CodeBlock> given = new ArrayList<>(List.of(name(maker), name(members.sizes)));
    if (!model.weights().isEmpty()) {
      checked.add(name(members.bound));
    }
    for (int i = 0; i < parameters.size(); i++) {
      checked.add(name(parameters.get(i)));
      given.add(name(parameters.get(i)));
    }
    CodeBlock.Builder body =
        CodeBlock.builder()
            .addStatement(
                "$T $L = $L.check($L)",
                ClassNames.BINDINGS,
                members.sizes,
                guard,
                CodeBlock.join(checked, ", "));
    CodeBlock arguments = CodeBlock.join(given, ", ");
    int count = code.results().size();
    if (count == 1) {
      return body.addStatement("return $L.result($L)", members.sessions, arguments).build();
    }
    List<CodeBlock> each =
        IntStream.range(0, count)
            .mapToObj(i -> CodeBlock.of("$L[$L]", members.results, i))
            .toList();
    return body.addStatement(
            "$T[] $L = $L.results($L)",
            ClassNames.ARRAY,
            members.results,
            members.sessions,
            arguments)
        .addStatement("return new $T($L)", result, CodeBlock.join(each, ", "))
        .build();
  }

  private MethodSpec method() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(entry.method())
            .addModifiers(Modifier.PRIVATE)
            .addParameter(ClassNames.PLAN, members.plan)
            .addParameter(ClassNames.BINDINGS, members.sizes);
    constants().forEach(c -> method.addStatement("$T $L = $L", c.type(), c.name(), c.value()));
    code.lines().forEach(line -> method.addStatement("$L", line.declaring()));
    results().forEach(result -> method.addStatement("$L", result));
    return method.build();
  }

  /** What is known before the first step. */
  private record Constant(TypeName type, String name, CodeBlock value) {}

  private List<Constant> constants() {
    List<Constant> constants = new ArrayList<>();
    constants.add(
        new Constant(ClassNames.DATA_TYPE, members.type, CodeBlock.of("$L.type()", members.sizes)));
    code.symbols()
        .forEach(
            (symbol, name) ->
                constants.add(
                    new Constant(
                        TypeName.LONG, name, CodeBlock.of("$L.get($S)", members.sizes, symbol))));
    for (int i = 0; i < parameters.size(); i++) {
      constants.add(
          new Constant(
              ClassNames.TENSOR,
              parameters.get(i),
              CodeBlock.of(
                  "$L.$L($L)",
                  members.plan,
                  code.isReshaped(entry.inputs().get(i)) ? "contiguous" : "input",
                  i)));
    }
    return constants;
  }

  private List<CodeBlock> results() {
    return code.results().stream()
        .map(result -> CodeBlock.of("$L.result($L)", members.plan, result))
        .toList();
  }

  /** A long plan in parts, which share their tensors through fields. */
  private TypeSpec stepsClass() {
    TypeSpec.Builder steps =
        TypeSpec.classBuilder(stepsName())
            .addJavadoc("The plan of {@code $L}.", entry.method())
            .addModifiers(Modifier.PRIVATE, Modifier.FINAL)
            .addField(ClassNames.PLAN, members.plan, Modifier.PRIVATE, Modifier.FINAL);
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addParameter(ClassNames.PLAN, members.plan)
            .addParameter(ClassNames.BINDINGS, members.sizes)
            .addStatement("this.$1L = $1L", members.plan);
    for (Constant constant : constants()) {
      steps.addField(constant.type(), constant.name(), Modifier.PRIVATE, Modifier.FINAL);
      constructor.addStatement("this.$L = $L", constant.name(), constant.value());
    }
    steps.addMethod(constructor.build());
    MethodSpec.Builder make = MethodSpec.methodBuilder("make");
    List<PlanCode.Line> lines = code.lines();
    for (int from = 0; from < lines.size(); from += Chunks.SIZE) {
      List<PlanCode.Line> part = lines.subList(from, Math.min(from + Chunks.SIZE, lines.size()));
      part.stream()
          .filter(line -> !line.defines().isEmpty())
          .forEach(line -> steps.addField(ClassNames.TENSOR, line.defines(), Modifier.PRIVATE));
      String name = "part" + (from / Chunks.SIZE + 1);
      steps.addMethod(
          MethodSpec.methodBuilder(name)
              .addModifiers(Modifier.PRIVATE)
              .addCode(Chunks.block(part.stream().map(PlanCode.Line::assigning).toList()))
              .build());
      make.addStatement("$L()", name);
    }
    results().forEach(result -> make.addStatement("$L", result));
    return steps.addMethod(make.build()).build();
  }

  private static CodeBlock name(String name) {
    return CodeBlock.of("$L", name);
  }
}
