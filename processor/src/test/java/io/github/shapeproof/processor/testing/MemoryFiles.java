package io.github.shapeproof.processor.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;

/** Keeps whatever a compiler writes in memory. */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private final Map<String, Output> outputs = new TreeMap<>();

  MemoryFiles(JavaFileManager parent) {
    super(parent);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, Kind kind, FileObject sibling) {
    return output(className.replace('.', '/') + kind.extension, kind);
  }

  @Override
  public FileObject getFileForOutput(
      Location location, String packageName, String relativeName, FileObject sibling) {
    String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    return output(folder + relativeName, Kind.OTHER);
  }

  private Output output(String path, Kind kind) {
    return outputs.computeIfAbsent(path, p -> new Output(p, kind));
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a.toUri().equals(b.toUri());
  }

  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    outputs.forEach(
        (path, output) -> {
          if (output.getKind() != Kind.CLASS) {
            texts.put(path, output.text());
          }
        });
    return texts;
  }

  Map<String, byte[]> classes() {
    Map<String, byte[]> classes = new TreeMap<>();
    outputs.forEach(
        (path, output) -> {
          if (output.getKind() == Kind.CLASS) {
            String name = path.substring(0, path.length() - Kind.CLASS.extension.length());
            classes.put(name.replace('/', '.'), output.bytes.toByteArray());
          }
        });
    return classes;
  }

  private static final class Output extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String path, Kind kind) {
      super(URI.create("mem:///out/" + path), kind);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public OutputStream openOutputStream() {
      bytes.reset();
      return bytes;
    }

    @Override
    public InputStream openInputStream() throws FileNotFoundException {
      if (bytes.size() == 0) {
        throw new FileNotFoundException(getName());
      }
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text();
    }
  }
}
