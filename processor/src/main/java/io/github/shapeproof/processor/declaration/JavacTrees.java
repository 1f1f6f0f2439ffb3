package io.github.shapeproof.processor.declaration;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;

/**
 * The file of a type by way of javac's tree API, which JDK 17 needs. Build tools wrap the
 * environment and javac refuses a wrapped one (compilers.md, row 19), so it is looked for inside
 * its wrappers. Only used to say where something stands, never to decide anything.
 */
final class JavacTrees {
  private static final int DEPTH = 4;

  private final Trees trees;

  private JavacTrees(Trees trees) {
    this.trees = trees;
  }

  /** The trees of the compiler behind {@code environment}, if that is javac. */
  static Optional<JavacTrees> of(ProcessingEnvironment environment) {
    Deque<Object> candidates = new ArrayDeque<>();
    candidates.add(environment);
    for (int i = 0; i < DEPTH && !candidates.isEmpty(); i++) {
      Object candidate = candidates.remove();
      if (candidate instanceof ProcessingEnvironment plain) {
        Optional<JavacTrees> found = unwrapped(plain);
        if (found.isPresent()) {
          return found;
        }
      }
      addWrapped(candidate, candidates);
    }
    return Optional.empty();
  }

  private static Optional<JavacTrees> unwrapped(ProcessingEnvironment environment) {
    try {
      return Optional.of(new JavacTrees(Trees.instance(environment)));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Adds whatever environments and proxy handlers {@code wrapper} holds in its fields. */
  private static void addWrapped(Object wrapper, Deque<Object> candidates) {
    if (Proxy.isProxyClass(wrapper.getClass())) {
      candidates.add(Proxy.getInvocationHandler(wrapper));
      return;
    }
    for (Class<?> type = wrapper.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType().isAssignableFrom(ProcessingEnvironment.class)) {
          addValue(field, wrapper, candidates);
        }
      }
    }
  }

  private static void addValue(Field field, Object wrapper, Deque<Object> candidates) {
    try {
      field.setAccessible(true);
      Object value = field.get(wrapper);
      if (value instanceof ProcessingEnvironment) {
        candidates.add(value);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A field that cannot be read wraps nothing that could be used.
    }
  }

  /** The file in which {@code type} stands. */
  Optional<FileObject> fileOf(TypeElement type) {
    TreePath path = trees.getPath(type);
    return Optional.ofNullable(path).map(p -> p.getCompilationUnit().getSourceFile());
  }
}
