package io.github.shapeproof.runtime.op;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Small computations by PyTorch with all their numbers: channels first, PyTorch's weight order. */
final class GoldenNumbers {
  private static final String RESOURCE = "/golden/numeric.jsonl.gz";
  private static final List<Case> CASES = read();

  private GoldenNumbers() {}

  /** One computation; {@code line} is where it stands in the file. */
  record Case(int line, String operation, JsonNode json) {
    JsonNode parameter(String name) {
      return json.get("params").get(name);
    }

    int[] ints(String name) {
      JsonNode values = parameter(name);
      int[] result = new int[values.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = values.get(i).asInt();
      }
      return result;
    }

    /** {@code input}, {@code kernel}, {@code bias}, {@code output}, …, in DOUBLE. */
    INDArray array(String name) {
      JsonNode tensor = json.get(name);
      double[] data = new double[tensor.get("data").size()];
      for (int i = 0; i < data.length; i++) {
        data[i] = tensor.get("data").get(i).asDouble();
      }
      long[] shape = new long[tensor.get("shape").size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = tensor.get("shape").get(i).asLong();
      }
      return Nd4j.create(data, shape, DataType.DOUBLE);
    }

    boolean has(String name) {
      return json.hasNonNull(name);
    }

    @Override
    public String toString() {
      return "line " + line + " " + operation + " " + json.get("params");
    }
  }

  /** The cases of one operation, by the file's name for it. */
  static Stream<Case> of(String operation) {
    return CASES.stream().filter(c -> c.operation().equals(operation));
  }

  private static List<Case> read() {
    ObjectMapper mapper = new ObjectMapper();
    AtomicInteger line = new AtomicInteger();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(GoldenNumbers.class.getResourceAsStream(RESOURCE)),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(text -> parse(mapper, line.incrementAndGet(), text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case parse(ObjectMapper mapper, int line, String text) {
    try {
      JsonNode json = mapper.readTree(text);
      return new Case(line, json.get("op").asText(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
