package io.github.shapeproof.processor.testing;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that every expectation runs on. */
public enum CompilerKind {
  JAVAC {
    @Override
    JavaCompiler tool() {
      return ToolProvider.getSystemJavaCompiler();
    }

    /** javac indents all lines but the first. */
    @Override
    String text(String printed) {
      return printed.replace("\n  ", "\n");
    }
  },
  ECJ {
    @Override
    JavaCompiler tool() {
      return new EclipseCompiler();
    }
  };

  abstract JavaCompiler tool();

  /** A message as the processor gave it, from the one that the compiler shows. */
  String text(String printed) {
    return printed;
  }

  /** A compilation with the processor, to be given sources. */
  public Compilation compilation() {
    return new Compilation(this);
  }

  /** Compiles one source with inline expectations, see {@link Expectations}. */
  public Compiled check(String source) {
    return compilation().source(source).check();
  }
}
