package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Spreads many statements over several methods: javac refuses a method of more than 64 KiB, and
 * HotSpot does not compile one of more than 8000 bytes.
 */
final class Chunks {
  /** Statements in a method; each takes some 60 bytes. */
  static final int SIZE = 100;

  private Chunks() {}

  /**
   * The statements themselves, or calls of new methods that hold them.
   *
   * @param name what the methods are called, with a number
   * @param parameter the variable that all statements speak of
   * @param modifiers of the methods
   */
  static CodeBlock statements(
      TypeSpec.Builder type,
      String name,
      ParameterSpec parameter,
      List<CodeBlock> statements,
      Modifier... modifiers) {
    if (statements.size() <= SIZE) {
      return block(statements);
    }
    CodeBlock.Builder calls = CodeBlock.builder();
    for (int from = 0; from < statements.size(); from += SIZE) {
      String part = name + (from / SIZE + 1);
      type.addMethod(
          MethodSpec.methodBuilder(part)
              .addModifiers(modifiers)
              .addParameter(parameter)
              .addCode(block(statements.subList(from, Math.min(from + SIZE, statements.size()))))
              .build());
      calls.addStatement("$L($N)", part, parameter);
    }
    return calls.build();
  }

  /** The statements one below the other. */
  static CodeBlock block(List<CodeBlock> statements) {
    CodeBlock.Builder block = CodeBlock.builder();
    statements.forEach(statement -> block.addStatement("$L", statement));
    return block.build();
  }
}
