package io.github.shapeproof.processor.layer;

import java.lang.annotation.Annotation;
import java.util.Optional;

/** Finds the rule of an annotation by its name, so that no list needs an entry for a new layer. */
public final class Layers {
  private Layers() {}

  /** The rule of {@code @Foo}, the class {@code FooLayer}; empty where we do not carry it. */
  public static Optional<Layer> of(Class<? extends Annotation> type) {
    String name = Layers.class.getPackageName() + "." + type.getSimpleName() + "Layer";
    try {
      Class<?> rule = Class.forName(name, true, Layers.class.getClassLoader());
      return Optional.of((Layer) rule.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + " needs a constructor without parameters", e);
    }
  }
}
