package io.github.shapeproof.processor.testing;

import io.github.shapeproof.runtime.Weights;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The adapter of one model, compiled under {@code -Xlint:all -Werror}, loaded and called by name.
 */
public final class GeneratedAdapter {
  private final Class<?> type;
  private final Object instance;

  private GeneratedAdapter(Class<?> type, Object... arguments) {
    this.type = type;
    this.instance = call(null, create(type, arguments.length), arguments);
  }

  /** The class of the adapter of {@code test.<name>}, for a source that must compile. */
  public static Class<?> load(String name, String source) {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(source)
            .options("-Xlint:all,-path", "-Werror", "-parameters")
            .compile();
    if (!compiled.messages().isEmpty()) {
      throw new AssertionError(compiled.messages().toString());
    }
    try {
      return Class.forName("test." + name + "Adapter", true, compiled.loader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The adapter of class {@code Net} in the source, where nothing is learned. */
  public static GeneratedAdapter of(String source) {
    return new GeneratedAdapter(load("Net", source));
  }

  /** The adapter of class {@code Net} in the source. */
  public static GeneratedAdapter of(String source, Weights weights) {
    return of(load("Net", source), weights);
  }

  /** The adapter of {@code test.<name>} among loaded ones, where nothing is learned. */
  public static GeneratedAdapter of(ClassLoader loader, String name) {
    try {
      return new GeneratedAdapter(loader.loadClass("test." + name + "Adapter"));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The adapter of {@code test.<name>} among loaded ones. */
  public static GeneratedAdapter of(ClassLoader loader, String name, Weights weights) {
    try {
      return of(loader.loadClass("test." + name + "Adapter"), weights);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** A loaded adapter. */
  public static GeneratedAdapter of(Class<?> type, Weights weights) {
    return new GeneratedAdapter(type, weights);
  }

  /** The adapter of class {@code Net} in the source, with one implementation for its operations. */
  public static GeneratedAdapter of(String source, Function<INDArray[], INDArray> operation) {
    Class<?> type = load("Net", source);
    InvocationHandler handler =
        (proxy, method, arguments) ->
            operation.apply(Arrays.copyOf(arguments, arguments.length, INDArray[].class));
    Class<?> operations = method(type, "create").getParameterTypes()[0];
    return new GeneratedAdapter(
        type,
        Proxy.newProxyInstance(operations.getClassLoader(), new Class<?>[] {operations}, handler));
  }

  /** The single result of {@code forward}. */
  public INDArray forward(INDArray... inputs) {
    return (INDArray) call("forward", inputs);
  }

  /** Whatever a method returns. */
  public Object call(String name, INDArray... inputs) {
    return call(instance, method(type, name), (Object[]) inputs);
  }

  /** What {@code define} returns: variables by component, a single one under the empty name. */
  public Map<String, SDVariable> define(SameDiff graph, SDVariable... inputs) {
    Object[] arguments = new Object[inputs.length + 1];
    arguments[0] = graph;
    System.arraycopy(inputs, 0, arguments, 1, inputs.length);
    Object result = call(instance, method(type, "define"), arguments);
    if (result instanceof SDVariable single) {
      return Map.of("", single);
    }
    Map<String, SDVariable> components = new LinkedHashMap<>();
    for (RecordComponent component : result.getClass().getRecordComponents()) {
      components.put(component.getName(), (SDVariable) call(result, component.getAccessor()));
    }
    return components;
  }

  /** What that graph computes of inputs whose batch it is not told before. */
  public List<INDArray> defined(INDArray... inputs) {
    SameDiff graph = SameDiff.create();
    SDVariable[] variables = new SDVariable[inputs.length];
    Map<String, INDArray> given = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      long[] shape = inputs[i].shape().clone();
      shape[0] = -1;
      variables[i] = graph.placeHolder("input" + i, inputs[i].dataType(), shape);
      given.put("input" + i, inputs[i]);
    }
    List<String> names = define(graph, variables).values().stream().map(SDVariable::name).toList();
    Map<String, INDArray> outputs = graph.output(given, names);
    return names.stream().map(outputs::get).toList();
  }

  /** The components of the record that a method returns. */
  public List<INDArray> several(String name, INDArray... inputs) {
    return List.copyOf(named(name, inputs).values());
  }

  /** The components of the record that a method returns, by name. */
  public Map<String, INDArray> named(String name, INDArray... inputs) {
    Object record = call(name, inputs);
    Map<String, INDArray> components = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      components.put(component.getName(), (INDArray) call(record, component.getAccessor()));
    }
    return components;
  }

  /** The names of the parameters of a method. */
  public List<String> parameters(String name) {
    return Arrays.stream(method(type, name).getParameters()).map(Parameter::getName).toList();
  }

  /** The map {@code SHAPES} or {@code WEIGHTS}. */
  public Map<String, String> texts(String name) {
    return texts(type, name);
  }

  /** The same of an adapter that has yet to be made. */
  @SuppressWarnings("unchecked")
  public static Map<String, String> texts(Class<?> type, String name) {
    try {
      var field = type.getDeclaredField(name);
      field.setAccessible(true);
      return (Map<String, String>) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** A stub has several. */
  private static Method create(Class<?> type, int arguments) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("create"))
        .filter(method -> method.getParameterCount() == arguments)
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " has no such method create"));
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " has no method " + name));
  }

  private static Object call(Object target, Method method, Object... arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
