package io.github.shapeproof.runtime;

/**
 * Finds the adapter of a model, for frameworks that know models by their classes, and says what to
 * do where there is none: most often the annotation processor was not run at all, about which a
 * compiler keeps silent.
 */
public final class Adapters {
  private Adapters() {}

  /**
   * The generated class {@code com.acme.Outer_InnerAdapter} of the model {@code
   * com.acme.Outer.Inner}.
   *
   * @throws IllegalStateException if there is none
   */
  public static Class<?> of(Class<?> model) {
    String binaryName = model.getName();
    int simple = binaryName.lastIndexOf('.') + 1;
    String name =
        binaryName.substring(0, simple)
            + binaryName.substring(simple).replace('$', '_')
            + "Adapter";
    try {
      return Class.forName(name, false, model.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          name
              + " does not exist: shapeproof-processor did not run on "
              + model.getName()
              + ". JDK 23 and later run it only from -processorpath (annotationProcessorPaths in"
              + " Maven, annotationProcessor in Gradle) or under -proc:full",
          e);
    }
  }
}
