package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.layer.Parameter;
import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.plan.EntryPoint;
import io.github.shapeproof.processor.plan.Flow;
import io.github.shapeproof.processor.plan.Source;
import io.github.shapeproof.processor.plan.Value;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The adapter's method that defines the model in a SameDiff graph, step by step. */
final class DefineCode {
  private final CheckedModel model;
  private final EntryPoint entry;
  private final String guard;
  private final Members members;
  private final ParameterSpec graph =
      ParameterSpec.builder(ClassNames.GRAPH_DEFINITION, "graph").build();

  /** What the graph calls the values. */
  private final Map<Value, String> names = new HashMap<>();

  private final Set<String> taken;

  DefineCode(CheckedModel model, EntryPoint entry, String guard, Members members) {
    this.model = model;
    this.entry = entry;
    this.guard = guard;
    this.members = members;
    taken = new HashSet<>(model.fields().keySet());
  }

  /** Adds the method, and others that it calls, to the adapter. */
  void addTo(TypeSpec.Builder type, ClassName adapter) {
    List<CodeBlock> statements = statements();
    type.addMethod(publicMethod(adapter));
    type.addMethod(
        MethodSpec.methodBuilder(entry.method())
            .addModifiers(Modifier.PRIVATE)
            .addParameter(graph)
            .addCode(Chunks.statements(type, entry.method(), graph, statements, Modifier.PRIVATE))
            .build());
  }

  private MethodSpec publicMethod(ClassName adapter) {
    List<String> parameters = members.tensors(entry.inputs());
    List<String> arguments = new ArrayList<>(List.of(members.sameDiff));
    if (!model.weights().isEmpty()) {
      arguments.addAll(List.of(members.bound, members.sessions));
    }
    arguments.addAll(parameters);
    List<CodeBlock> results =
        entry.results().stream()
            .map(result -> CodeBlock.of("$L.variable($S)", members.graph, result))
            .toList();
    return Signatures.define(entry, members.sameDiff, parameters, adapter)
        .addJavadoc(DefineDoc.of(model, entry, members.sameDiff, parameters))
        .addStatement(
            "$T $L = $L.define($L)",
            ClassNames.GRAPH_DEFINITION,
            members.graph,
            guard,
            String.join(", ", arguments))
        .addStatement("$L($L)", entry.method(), members.graph)
        .addStatement(
            "return $L",
            results.size() == 1
                ? results.get(0)
                : CodeBlock.of(
                    "new $T($L)",
                    Signatures.result(entry, ClassNames.VARIABLE, adapter),
                    CodeBlock.join(results, ",$W")))
        .build();
  }

  private List<CodeBlock> statements() {
    List<CodeBlock> statements = new ArrayList<>();
    Flow flow = new Flow(model, model.graph().ends());
    flow.nodes().forEach(node -> statements.add(statement(node)));
    model
        .graph()
        .losses()
        .forEach(loss -> statements.add(CodeBlock.of("$N.loss($S)", graph, loss)));
    Set<Source> read =
        flow.nodes().stream().flatMap(it -> it.inputs().stream()).collect(Collectors.toSet());
    weights()
        .filter(weight -> !read.contains(weight))
        .forEach(weight -> statements.add(source(weight)));
    return statements;
  }

  /** All that is given; no step reads those of a tensor of which only the size matters. */
  private Stream<Source.Weight> weights() {
    return model.fields().values().stream()
        .flatMap(
            field ->
                field.inference().stream()
                    .flatMap(inference -> inference.parameters().stream())
                    .map(parameter -> new Source.Weight(field.name(), parameter.name())));
  }

  private CodeBlock statement(Flow.Node node) {
    Value out = node.out();
    String name = name(node);
    CodeBlock inputs = CodeBlock.join(node.inputs().stream().map(this::source).toList(), ",$W");
    if (node.step() instanceof Step.Call call) {
      CodeBlock variables =
          CodeBlock.join(
              node.inputs().stream().map(s -> CodeBlock.of("$L.variable()", source(s))).toList(),
              ",$W");
      return CodeBlock.of(
          "$N.custom($S,$W$L,$W$L.$L($N.graph(),$W$L))",
          graph,
          name,
          shape(out.shape()),
          members.custom,
          members.operationMethod(call.operation()),
          graph,
          variables);
    }
    if (isCopy(node)) {
      return CodeBlock.of("$N.copy($S,$W$L)", graph, name, inputs);
    }
    return CodeBlock.of(
        "$N.run($S,$W$L,$W$L,$W$L)", graph, name, operation(node), shape(out.shape()), inputs);
  }

  /** That of the tensor, or of a part of the way to it, which may not look like another tensor. */
  private String name(Flow.Node node) {
    String name = node.out().name();
    while (!name.equals(node.field()) && !taken.add(name)) {
      name += "_";
    }
    names.put(node.out(), name);
    return name;
  }

  private static boolean isCopy(Flow.Node node) {
    return node.step() instanceof Step.View
        && node.inputs().get(0) instanceof Source.Of in
        && in.value().shape().equals(node.out().shape());
  }

  private CodeBlock operation(Flow.Node node) {
    if (node.step() instanceof Step.Join join) {
      return members.join(node.out().name(), join.axis());
    }
    return node.step() instanceof Step.Run run
        ? members.operation(node.out().name(), run)
        : members.copy();
  }

  private CodeBlock source(Source source) {
    if (source instanceof Source.Of of) {
      String name = names.getOrDefault(of.value(), of.value().name());
      return CodeBlock.of("$N.tensor($S)", graph, name);
    }
    Source.Weight weight = (Source.Weight) source;
    // The graph takes it from the sessions, which know the weights that are members.
    members.weight(weight);
    return CodeBlock.of("$N.$L($S)", graph, isTrained(weight) ? "trained" : "fixed", weight.name());
  }

  private boolean isTrained(Source.Weight weight) {
    return model.field(weight.field()).inference().orElseThrow().parameters().stream()
        .filter(parameter -> parameter.name().equals(weight.parameter()))
        .allMatch(Parameter::isTrained);
  }

  private CodeBlock shape(Shape shape) {
    List<CodeBlock> arguments = new ArrayList<>();
    shape
        .leading()
        .ifPresent(
            input -> {
              int known = model.shape(input).orElseThrow().dims().size();
              arguments.add(CodeBlock.of("$S,$W$L", input, known));
            });
    shape.dims().forEach(dim -> arguments.add(GuardCode.size(dim)));
    return CodeBlock.of(
        "$N.$L($L)",
        graph,
        shape.hasRank() ? "shape" : "leading",
        CodeBlock.join(arguments, ",$W"));
  }
}
