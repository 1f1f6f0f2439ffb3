package io.github.shapeproof.samples.benchmarks.contender;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.shapeproof.annotation.Layout;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** PyTorch, with the memory of each call freed by a manager of its own. */
final class PyTorchCall implements Call {
  private final Sample sample;
  private final NDManager manager;
  private final NDList inputs = new NDList();
  private final PyTorchCalls library;

  PyTorchCall(Sample sample) {
    this.sample = sample;
    manager = engine().newBaseManager(Device.cpu());
    for (INDArray input : sample.inputs(Layout.CHANNELS_FIRST)) {
      inputs.add(array(input));
      input.close();
    }
    Map<String, NDArray> weights = new HashMap<>();
    for (String name : sample.weights().names()) {
      INDArray weight = sample.weights().get(name);
      weights.put(name, array(weight.rank() == 1 ? weight : weight.permute(3, 2, 0, 1).dup('c')));
    }
    library = new PyTorchCalls(weights);
  }

  static Engine engine() {
    return Engine.getEngine("PyTorch");
  }

  @Override
  public void run() {
    try (NDManager own = manager.newSubManager()) {
      call(own);
    }
  }

  @Override
  public float[] result() {
    try (NDManager own = manager.newSubManager()) {
      NDArray result = call(own);
      return Sample.channelsLast(result.toFloatArray(), result.getShape().getShape());
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Results belong to the manager of their operands, which gives the inputs back when closed. */
  private NDArray call(NDManager own) {
    inputs.tempAttach(own);
    return sample.workload().calls(library, inputs);
  }

  private NDArray array(INDArray values) {
    return manager.create(values.data().asFloat(), new Shape(values.shape()));
  }
}
