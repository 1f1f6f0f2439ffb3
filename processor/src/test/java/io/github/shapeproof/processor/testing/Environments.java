package io.github.shapeproof.processor.testing;

import io.github.shapeproof.processor.ShapeProcessor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Hides the compiler's own environment from the processor, as build tools and IDEs do. */
public final class Environments {
  private Environments() {}

  /** As Gradle does: a class that delegates. */
  public static ProcessingEnvironment delegating(ProcessingEnvironment environment) {
    return new Delegating(environment);
  }

  /** As IntelliJ IDEA does: a dynamic proxy. */
  public static ProcessingEnvironment proxy(ProcessingEnvironment environment) {
    return proxy(ProcessingEnvironment.class, environment, method -> false);
  }

  /** An environment whose filer throws an exception that it must not throw. */
  public static ProcessingEnvironment failing(ProcessingEnvironment environment) {
    return withFiler(
        environment,
        proxy(Filer.class, environment.getFiler(), name -> name.equals("createSourceFile")));
  }

  private static ProcessingEnvironment withFiler(ProcessingEnvironment environment, Filer filer) {
    return new Delegating(environment) {
      @Override
      public Filer getFiler() {
        return filer;
      }
    };
  }

  /** An environment whose disk is full when a file of that simple name is written. */
  public static UnaryOperator<ProcessingEnvironment> full(String name) {
    return environment ->
        withFiler(
            environment,
            intercepted(
                Filer.class,
                environment.getFiler(),
                (method, arguments) -> {
                  if (String.valueOf(arguments[0]).endsWith("." + name)) {
                    throw new IOException("No space left on device");
                  }
                }));
  }

  /** An environment whose elements, asked a first time for this of a type, throw an exception. */
  public static UnaryOperator<ProcessingEnvironment> failingOnce(String method, String type) {
    AtomicBoolean failed = new AtomicBoolean();
    return environment -> {
      Elements elements =
          intercepted(
              Elements.class,
              environment.getElementUtils(),
              (name, arguments) -> {
                if (name.equals(method)
                    && arguments[0].toString().equals(type)
                    && !failed.getAndSet(true)) {
                  throw new IllegalStateException(method + " is broken");
                }
              });
      return new Delegating(environment) {
        @Override
        public Elements getElementUtils() {
          return elements;
        }
      };
    };
  }

  /** An environment that records which elements each new file names as its origin. */
  public static UnaryOperator<ProcessingEnvironment> recording(Map<String, List<String>> origins) {
    return environment -> {
      Filer filer =
          intercepted(
              Filer.class,
              environment.getFiler(),
              (method, arguments) -> {
                if (arguments[arguments.length - 1] instanceof Element[] from) {
                  String file = arguments[arguments.length - 2].toString();
                  origins.put(file, Stream.of(from).map(Element::toString).toList());
                }
              });
      return new Delegating(environment) {
        @Override
        public Filer getFiler() {
          return filer;
        }
      };
    };
  }

  private interface Interceptor {
    void beforeCall(String method, Object[] arguments) throws IOException;
  }

  private static <T> T proxy(Class<T> type, T target, Predicate<String> broken) {
    return intercepted(
        type,
        target,
        (method, arguments) -> {
          if (broken.test(method)) {
            throw new IllegalStateException(method + " is broken");
          }
        });
  }

  private static <T> T intercepted(Class<T> type, T target, Interceptor interceptor) {
    Object proxy =
        Proxy.newProxyInstance(
            Environments.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              interceptor.beforeCall(method.getName(), arguments);
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  /** Our processor in a wrapped environment. */
  public static Processor wrapped(UnaryOperator<ProcessingEnvironment> wrapper) {
    return new Wrapped(wrapper);
  }

  @SupportedAnnotationTypes("*")
  private static final class Wrapped extends AbstractProcessor {
    private final ShapeProcessor processor = new ShapeProcessor();
    private final UnaryOperator<ProcessingEnvironment> wrapper;

    Wrapped(UnaryOperator<ProcessingEnvironment> wrapper) {
      this.wrapper = wrapper;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      processor.init(wrapper.apply(environment));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }
  }

  private static class Delegating implements ProcessingEnvironment {
    private final ProcessingEnvironment delegate;

    Delegating(ProcessingEnvironment delegate) {
      this.delegate = delegate;
    }

    @Override
    public Map<String, String> getOptions() {
      return delegate.getOptions();
    }

    @Override
    public Messager getMessager() {
      return delegate.getMessager();
    }

    @Override
    public Filer getFiler() {
      return delegate.getFiler();
    }

    @Override
    public Elements getElementUtils() {
      return delegate.getElementUtils();
    }

    @Override
    public Types getTypeUtils() {
      return delegate.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return delegate.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return delegate.getLocale();
    }
  }
}
