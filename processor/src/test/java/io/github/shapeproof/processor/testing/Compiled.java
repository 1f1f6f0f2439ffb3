package io.github.shapeproof.processor.testing;

import java.util.List;
import java.util.Map;

/**
 * The outcome of a compilation.
 *
 * @param sources generated texts, by path
 * @param classes generated classes, by binary name
 */
public record Compiled(
    CompilerKind compiler,
    boolean success,
    List<Message> messages,
    Map<String, String> sources,
    Map<String, byte[]> classes) {

  /** The errors, ours and the compiler's. */
  public List<Message> errors() {
    return messages.stream().filter(Message::isError).toList();
  }

  /** The only error. */
  public Message onlyError() {
    if (errors().size() != 1) {
      throw new AssertionError(compiler + ": not one error but " + errors());
    }
    return errors().get(0);
  }

  /** Loads what was compiled, with the tests' classes as parent. */
  public ClassLoader loader() {
    return new ClassLoader(Compiled.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }
}
