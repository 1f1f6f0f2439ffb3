package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.processor.plan.Action;
import io.github.shapeproof.processor.plan.Place;
import io.github.shapeproof.processor.plan.Plan;
import io.github.shapeproof.processor.plan.Source;
import io.github.shapeproof.processor.plan.Value;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements that make a plan: memory is taken where it is first needed. */
final class PlanCode {
  private final Plan plan;
  private final Members members;
  private final Map<Value, String> variables = new LinkedHashMap<>();
  private final Map<String, String> symbols = new LinkedHashMap<>();
  private final List<String> results = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  /** A statement; one that defines a tensor has its name, so that it can be a local or a field. */
  record Line(String defines, CodeBlock code) {

    /** As a statement of a method that defines the tensor itself. */
    CodeBlock declaring() {
      return defines.isEmpty()
          ? code
          : CodeBlock.of("$T $L = $L", ClassNames.TENSOR, defines, code);
    }

    /** As a statement where the tensor is defined elsewhere. */
    CodeBlock assigning() {
      return defines.isEmpty() ? code : CodeBlock.of("$L = $L", defines, code);
    }
  }

  PlanCode(Plan plan, List<String> inputs, Members members) {
    this.plan = plan;
    this.members = members;
    for (Value value : plan.places().keySet()) {
      if (plan.place(value) instanceof Place.Input && inputs.contains(value.name())) {
        variables.put(value, members.tensor(value.name()));
      }
    }
    plan.actions().forEach(this::add);
    plan.results().forEach(result -> results.add(variable(result)));
  }

  /** The statements, in order. */
  List<Line> lines() {
    return lines;
  }

  /** The variables that hold the symbols' values. */
  Map<String, String> symbols() {
    return symbols;
  }

  /** The variables that hold the results. */
  List<String> results() {
    return results;
  }

  /** Whether an input is looked at under another shape, which takes adjacent elements. */
  boolean isReshaped(String input) {
    return plan.places().keySet().stream()
        .filter(value -> plan.place(value) instanceof Place.Same)
        .anyMatch(
            value -> {
              Value root = plan.root(value);
              return plan.place(root) instanceof Place.Input
                  && root.name().equals(input)
                  && !root.shape().equals(value.shape());
            });
  }

  private void add(Action action) {
    String out = variable(action.out());
    if (action instanceof Action.Copy copy) {
      run(members.copy(), out, CodeBlock.of("$L", variable(copy.from())));
    } else if (action instanceof Action.Compute compute) {
      CodeBlock operation = members.operation(action.out().name(), compute.run());
      run(
          operation,
          out,
          CodeBlock.join(compute.inputs().stream().map(this::source).toList(), ", "));
    } else if (action instanceof Action.Call call) {
      List<CodeBlock> arrays =
          call.inputs().stream().map(s -> CodeBlock.of("$L.array()", source(s))).toList();
      lines.add(
          new Line(
              "",
              CodeBlock.of(
                  "$L.step(() -> $T.copy($S, $L.$L($L), $L))",
                  members.plan,
                  ClassNames.CUSTOM_RESULT,
                  call.operation(),
                  members.custom,
                  members.operationMethod(call.operation()),
                  CodeBlock.join(arrays, ", "),
                  out)));
    }
  }

  private void run(CodeBlock operation, String out, CodeBlock inputs) {
    lines.add(
        new Line("", CodeBlock.of("$L.plan($L, $L, $L)", operation, members.plan, out, inputs)));
  }

  private CodeBlock source(Source source) {
    return CodeBlock.of(
        "$L",
        source instanceof Source.Weight weight
            ? members.weight(weight)
            : variable(((Source.Of) source).value()));
  }

  private String variable(Value value) {
    String known = variables.get(value);
    if (known == null) {
      known = define(value);
      variables.put(value, known);
    }
    return known;
  }

  private String define(Value value) {
    Place place = plan.place(value);
    if (place instanceof Place.Same) {
      Value root = plan.root(value);
      return root.shape().equals(value.shape())
          ? variable(root)
          : define(value, CodeBlock.of("$L.reshape($L)", variable(root), shape(value.shape())));
    }
    if (place instanceof Place.Slice slice) {
      String whole = variable(slice.whole());
      return define(
          value,
          CodeBlock.of(
              "$L.slice($L, $L, $L)",
              whole,
              slice.axis() < 0
                  ? CodeBlock.of("$L.rank() - $L", whole, -slice.axis())
                  : CodeBlock.of("$L", slice.axis()),
              size(slice.from()),
              size(slice.to())));
    }
    if (place instanceof Place.Buffer buffer) {
      return define(
          value,
          CodeBlock.of(
              "$L.buffer($L, $L$L)",
              members.plan,
              buffer.slot(),
              members.type,
              shapeArguments(value.shape())));
    }
    return defineOutput(value);
  }

  /** Memory for a caller gets the shape of the result, of which the first value may be a view. */
  private String defineOutput(Value value) {
    Shape shape =
        plan.results().stream()
            .filter(result -> plan.root(result).equals(value))
            .findFirst()
            .orElse(value)
            .shape();
    CodeBlock fresh =
        CodeBlock.of("$L.output($L$L)", members.plan, members.type, shapeArguments(shape));
    return define(
        value,
        shape.equals(value.shape())
            ? fresh
            : CodeBlock.of("$L.reshape($L)", fresh, shape(value.shape())));
  }

  private String define(Value value, CodeBlock code) {
    String name = members.tensor(value.name());
    lines.add(new Line(name, code));
    return name;
  }

  private CodeBlock shapeArguments(Shape shape) {
    CodeBlock sizes = shape(shape);
    return sizes.isEmpty() ? sizes : CodeBlock.of(",$W$L", sizes);
  }

  private CodeBlock shape(Shape shape) {
    CodeBlock known = CodeBlock.join(shape.dims().stream().map(this::size).toList(), ",$W");
    if (shape.hasRank()) {
      return known;
    }
    Value source = leading(shape.leading().get());
    return CodeBlock.of(
        "$L.withLast($L$L)",
        variable(source),
        source.shape().dims().size(),
        known.isEmpty() ? known : CodeBlock.of(", $L", known));
  }

  private Value leading(String input) {
    return variables.keySet().stream()
        .filter(v -> v.name().equals(input) && plan.place(v) instanceof Place.Input)
        .findFirst()
        .orElseThrow();
  }

  private CodeBlock size(Dim dim) {
    return SizeCode.of(
        dim,
        symbol ->
            CodeBlock.of("$L", symbols.computeIfAbsent(Nameless.place(symbol), members::symbol)));
  }
}
