package io.github.shapeproof.samples.benchmarks.contender;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.shapeproof.annotation.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ONNX Runtime: one graph for the workload, inputs in direct buffers, all optimizations. */
final class OnnxCall implements Call {
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final OrtSession session;

  OnnxCall(Sample sample) {
    OnnxCalls graph = new OnnxCalls(sample.weights());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<String> names = new ArrayList<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      for (INDArray input : sample.inputs(Layout.CHANNELS_FIRST)) {
        String name = graph.input(input.shape());
        names.add(name);
        inputs.put(name, OnnxTensor.createTensor(environment, direct(input), input.shape()));
        input.close();
      }
      byte[] model = graph.model(sample.workload().calls(graph, names));
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void run() {
    try {
      session.run(inputs).close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] result() {
    try (OrtSession.Result results = session.run(inputs)) {
      OnnxTensor result = (OnnxTensor) results.get(0);
      FloatBuffer buffer = result.getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return Sample.channelsLast(values, result.getInfo().getShape());
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FloatBuffer direct(INDArray array) {
    float[] values = array.data().asFloat();
    return ByteBuffer.allocateDirect(values.length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .rewind();
  }
}
