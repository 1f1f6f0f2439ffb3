package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.ClassName;

/** The names of the runtime's classes, and of those of ND4J, that generated code uses. */
final class ClassNames {
  private static final String PACKAGE = "io.github.shapeproof.runtime";

  static final ClassName ARRAY = ClassName.get("org.nd4j.linalg.api.ndarray", "INDArray");
  static final ClassName DATA_TYPE = ClassName.get("org.nd4j.linalg.api.buffer", "DataType");
  static final ClassName SAME_DIFF = ClassName.get("org.nd4j.autodiff.samediff", "SameDiff");
  static final ClassName VARIABLE = ClassName.get("org.nd4j.autodiff.samediff", "SDVariable");
  static final ClassName BINDINGS = ClassName.get(PACKAGE, "Bindings");
  static final ClassName CUSTOM_RESULT = ClassName.get(PACKAGE, "CustomResult");
  static final ClassName GRAPH_DEFINITION = ClassName.get(PACKAGE, "GraphDefinition");
  static final ClassName GUARD = ClassName.get(PACKAGE, "Guard");
  static final ClassName GUARD_BUILDER = GUARD.nestedClass("Builder");
  static final ClassName OPERATION = ClassName.get(PACKAGE, "Operation");
  static final ClassName PLAN = ClassName.get(PACKAGE, "Plan");
  static final ClassName PLAN_MAKER = PLAN.nestedClass("Maker");
  static final ClassName SESSION_POOL = ClassName.get(PACKAGE, "SessionPool");
  static final ClassName SHAPE_MISMATCH = ClassName.get(PACKAGE, "ShapeMismatchException");
  static final ClassName SIZE = ClassName.get(PACKAGE, "Size");
  static final ClassName TENSOR = ClassName.get(PACKAGE, "Tensor");
  static final ClassName WEIGHTS = ClassName.get(PACKAGE, "Weights");
  static final ClassName WINDOW = ClassName.get(PACKAGE, "Window");

  private ClassNames() {}

  /** A class of {@code io.github.shapeproof.runtime.op}. */
  static ClassName operation(String simpleName) {
    return ClassName.get(PACKAGE + ".op", simpleName);
  }
}
