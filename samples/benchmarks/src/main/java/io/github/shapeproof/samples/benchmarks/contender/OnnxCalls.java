package io.github.shapeproof.samples.benchmarks.contender;

import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.benchmarks.workload.Framework;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph of ONNX, channels first; tensors are names.
 *
 * <p>Field numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 */
final class OnnxCalls implements Framework<String> {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 18;

  private final Message graph = new Message().put(2, "workload");
  private final Weights weights;
  private int names;

  OnnxCalls(Weights weights) {
    this.weights = weights;
  }

  /** An input of the model. */
  String input(long[] shape) {
    String name = "tensor" + names++;
    graph.put(11, new Message().put(1, name).put(2, type(shape)));
    return name;
  }

  /** The finished model. */
  byte[] model(String output) {
    graph.put(12, new Message().put(1, output).put(2, type()));
    return new Message()
        .put(1, IR_VERSION)
        .put(8, new Message().put(1, "").put(2, OPSET))
        .put(7, graph)
        .bytes();
  }

  @Override
  public String resize(String map, int size) {
    return node(
        "Resize",
        List.of(map, "", "", constant(size, size)),
        text("mode", "linear"),
        numbers("axes", 2, 3));
  }

  @Override
  public String concat(String first, String second) {
    return node("Concat", List.of(first, second), number("axis", 1));
  }

  @Override
  public String crop(String map, int from, int size) {
    long start = (from - size) / 2;
    return node(
        "Slice",
        List.of(
            map, constant(start, start), constant(start + size, start + size), constant(2, 3)));
  }

  @Override
  public String pad(String map, int from, int size) {
    long before = (size - from) / 2;
    long after = size - from - before;
    return node("Pad", List.of(map, constant(0, 0, before, before, 0, 0, after, after)));
  }

  @Override
  public String maxPool(String map, int kernel, int stride, int pad) {
    return pool("MaxPool", map, kernel, stride, pad);
  }

  @Override
  public String adaptivePool(String map, int size, int kernel, int stride, int pad) {
    return pool("AveragePool", map, kernel, stride, pad);
  }

  @Override
  public String flatten(String map) {
    return node(
        "Flatten", List.of(node("Transpose", List.of(map), numbers("perm", 0, 2, 3, 1))));
  }

  @Override
  public String join(String first, String second) {
    return concat(first, second);
  }

  @Override
  public String conv(String map, String name, int pad) {
    INDArray kernel = weights.get(name + "/kernel");
    return node(
        "Conv",
        List.of(map, floats(kernel.permute(3, 2, 0, 1)), floats(weights.get(name + "/bias"))),
        numbers("pads", pad, pad, pad, pad));
  }

  @Override
  public String add(String first, String second) {
    return node("Add", List.of(first, second));
  }

  @Override
  public String multiply(String map, String mask) {
    return node("Mul", List.of(map, mask));
  }

  @Override
  public String copy(String view) {
    return view;
  }

  @Override
  public String complement(String map) {
    return node("Sub", List.of(floats(Nd4j.ones(DataType.FLOAT, 1)), map));
  }

  @Override
  public String sigmoid(String map) {
    return node("Sigmoid", List.of(map));
  }

  private String pool(String type, String map, int kernel, int stride, int pad) {
    return node(
        type,
        List.of(map),
        numbers("kernel_shape", kernel, kernel),
        numbers("strides", stride, stride),
        numbers("pads", pad, pad, pad, pad));
  }

  private String node(String type, List<String> inputs, Message... attributes) {
    String output = "tensor" + names++;
    Message node = new Message();
    inputs.forEach(input -> node.put(1, input));
    node.put(2, output).put(3, output).put(4, type);
    for (Message attribute : attributes) {
      node.put(5, attribute);
    }
    graph.put(1, node);
    return output;
  }

  private static Message number(String name, long value) {
    return new Message().put(1, name).put(3, value).put(20, 2);
  }

  private static Message numbers(String name, long... values) {
    Message attribute = new Message().put(1, name);
    for (long value : values) {
      attribute.put(8, value);
    }
    return attribute.put(20, 7);
  }

  private static Message text(String name, String value) {
    return new Message().put(1, name).put(4, value).put(20, 3);
  }

  private String constant(long... values) {
    return initializer(new Message().put(1, values.length).put(2, INT64).put(9, values));
  }

  private String floats(INDArray values) {
    Message tensor = new Message();
    for (long size : values.shape()) {
      tensor.put(1, size);
    }
    return initializer(tensor.put(2, FLOAT).put(9, values.dup('c').data().asFloat()));
  }

  private String initializer(Message tensor) {
    String name = "constant" + names++;
    graph.put(5, tensor.put(8, name));
    return name;
  }

  /** Of floats; without sizes a shape that the runtime works out. */
  private static Message type(long... sizes) {
    Message tensor = new Message().put(1, FLOAT);
    if (sizes.length > 0) {
      Message shape = new Message();
      for (long size : sizes) {
        shape.put(1, new Message().put(1, size));
      }
      tensor.put(2, shape);
    }
    return new Message().put(1, tensor);
  }
}
