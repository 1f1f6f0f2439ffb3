package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.model.SymbolBinding;
import io.github.shapeproof.processor.plan.CallSizes;
import io.github.shapeproof.processor.plan.EntryPoint;
import io.github.shapeproof.processor.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** One of an adapter's public methods that compute: its guard, its check, and its plan. */
final class EntryCode {
  private final CheckedModel model;
  private final EntryPoint entry;
  private final Members members;
  private final List<String> parameters;
  private final String guard;
  private final TypeName result;
  private final Plan plan;
  private final PlanCode code;

  EntryCode(CheckedModel model, EntryPoint entry, ClassName adapter, Members members) {
    this.model = model;
    this.entry = entry;
    this.members = members;
    parameters = members.tensors(entry.inputs());
    guard = members.newName(entry.method().toUpperCase(Locale.ROOT) + "_GUARD");
    result = Signatures.result(entry, Runtime.ARRAY, adapter);
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
        FieldSpec.builder(Runtime.GUARD, guard, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer(
                GuardCode.inputs(
                    model.declaration().layout(),
                    model.named(entry.inputs()),
                    sparseTargets()::contains,
                    binding,
                    sizes.checked()))
            .build());
    boolean whole = code.lines().size() <= Chunks.SIZE;
    type.addMethod(
        Signatures.compute(entry, parameters, adapter)
            .addJavadoc(ComputeDoc.of(model, entry, parameters, plan, sizes))
            .addCode(checkAndRun(whole ? "" : callName()))
            .build());
    if (whole) {
      type.addMethod(method());
    } else {
      type.addType(callClass());
    }
  }

  private String callName() {
    return entry.method().substring(0, 1).toUpperCase(Locale.ROOT)
        + entry.method().substring(1)
        + "Call";
  }

  /** The inputs that hold the indexes of classes. */
  private Set<String> sparseTargets() {
    Set<String> targets = new HashSet<>();
    for (String loss : model.graph().losses()) {
      ModelGraph.Node node = model.graph().node(loss);
      LossKind kind =
          node.field().layer().orElseThrow().attributes().constant("value", LossKind.class);
      if (kind == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY) {
        targets.add(node.references().get("target"));
      }
    }
    return targets;
  }

  private CodeBlock checkAndRun(String callClass) {
    NameAllocator names = members.locals();
    String sizes = names.newName("sizes");
    String session = names.newName("session");
    List<CodeBlock> checked = new ArrayList<>();
    List<CodeBlock> given = new ArrayList<>(List.of(name(session), name(sizes)));
    if (!model.weights().isEmpty()) {
      checked.add(name(members.bound));
    }
    for (int i = 0; i < parameters.size(); i++) {
      checked.add(name(parameters.get(i)));
      String conversion = code.isReshaped(entry.inputs().get(i)) ? "contiguous" : "of";
      given.add(CodeBlock.of("$T.$L($L)", Runtime.TENSOR, conversion, parameters.get(i)));
    }
    CodeBlock arguments = CodeBlock.join(given, ", ");
    return CodeBlock.builder()
        .addStatement(
            "$T $L = $L.check($L)", Runtime.BINDINGS, sizes, guard, CodeBlock.join(checked, ", "))
        .addStatement(
            "return $L.run($L -> $L)",
            members.sessions,
            session,
            callClass.isEmpty()
                ? CodeBlock.of("$L($L)", entry.method(), arguments)
                : CodeBlock.of("new $L($L).run()", callClass, arguments))
        .build();
  }

  private MethodSpec method() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(entry.method())
            .addModifiers(Modifier.PRIVATE)
            .addParameter(Runtime.SESSION, code.session)
            .addParameter(Runtime.BINDINGS, code.sizes)
            .returns(result);
    parameters.forEach(parameter -> method.addParameter(Runtime.TENSOR, parameter));
    method.addStatement("$T $L = $L.type()", Runtime.DATA_TYPE, code.type, code.sizes);
    code.symbols()
        .forEach(
            (symbol, name) ->
                method.addStatement("long $L = $L.get($S)", name, code.sizes, symbol));
    code.lines().forEach(line -> method.addStatement("$L", line.declaring()));
    return method.addStatement("return $L", returned()).build();
  }

  private CodeBlock returned() {
    List<CodeBlock> arrays =
        code.results().stream().map(r -> CodeBlock.of("$L.array()", r)).toList();
    return arrays.size() == 1
        ? arrays.get(0)
        : CodeBlock.of("new $T($L)", result, CodeBlock.join(arrays, ", "));
  }

  /** A long plan in parts, which share their tensors through fields. */
  private TypeSpec callClass() {
    TypeSpec.Builder call =
        TypeSpec.classBuilder(callName())
            .addJavadoc("One call of {@code $L}.", entry.method())
            .addModifiers(Modifier.PRIVATE, Modifier.FINAL);
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addParameter(Runtime.SESSION, code.session)
            .addParameter(Runtime.BINDINGS, code.sizes);
    addField(call, constructor, Runtime.SESSION, code.session, name(code.session));
    addField(
        call, constructor, Runtime.DATA_TYPE, code.type, CodeBlock.of("$L.type()", code.sizes));
    code.symbols()
        .forEach(
            (symbol, name) ->
                addField(
                    call,
                    constructor,
                    TypeName.LONG,
                    name,
                    CodeBlock.of("$L.get($S)", code.sizes, symbol)));
    for (String parameter : parameters) {
      constructor.addParameter(Runtime.TENSOR, parameter);
      addField(call, constructor, Runtime.TENSOR, parameter, name(parameter));
    }
    call.addMethod(constructor.build());
    MethodSpec.Builder run = MethodSpec.methodBuilder("run").returns(result);
    List<PlanCode.Line> lines = code.lines();
    for (int from = 0; from < lines.size(); from += Chunks.SIZE) {
      List<PlanCode.Line> part = lines.subList(from, Math.min(from + Chunks.SIZE, lines.size()));
      part.stream()
          .filter(line -> !line.defines().isEmpty())
          .forEach(line -> call.addField(Runtime.TENSOR, line.defines(), Modifier.PRIVATE));
      String name = "part" + (from / Chunks.SIZE + 1);
      call.addMethod(
          MethodSpec.methodBuilder(name)
              .addModifiers(Modifier.PRIVATE)
              .addCode(Chunks.block(part.stream().map(PlanCode.Line::assigning).toList()))
              .build());
      run.addStatement("$L()", name);
    }
    return call.addMethod(run.addStatement("return $L", returned()).build()).build();
  }

  private static CodeBlock name(String name) {
    return CodeBlock.of("$L", name);
  }

  private static void addField(
      TypeSpec.Builder call,
      MethodSpec.Builder constructor,
      TypeName type,
      String name,
      CodeBlock value) {
    call.addField(type, name, Modifier.PRIVATE, Modifier.FINAL);
    constructor.addStatement("this.$L = $L", name, value);
  }
}
