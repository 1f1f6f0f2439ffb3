package io.github.shapeproof.samples.benchmarks;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Where and with what a run was made; times mean nothing without it. */
final class Setting {
  private final double loadBefore = load();

  /** To be asked at the end of the run. */
  String describe(int rounds) {
    String kernels = System.getenv("OPENBLAS_CORETYPE");
    return """
        %s, %d processors, JDK %s; ND4J %s%s%s, PyTorch %s, ONNX Runtime %s; %s; \
        load average %.1f before and %.1f after."""
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            System.getProperty("nd4j.version"),
            hasOneDnn() ? " with oneDNN" : "",
            kernels == null ? "" : " (OPENBLAS_CORETYPE=" + kernels + ")",
            Engine.getEngine("PyTorch").getVersion(),
            OrtEnvironment.getEnvironment().getVersion(),
            rounds == 1 ? "one round" : "medians of " + rounds + " rounds",
            loadBefore,
            load());
  }

  private static boolean hasOneDnn() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("HAVE_ONEDNN");
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() {
    Path description = Path.of("/proc/cpuinfo");
    if (!Files.exists(description)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(description)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
