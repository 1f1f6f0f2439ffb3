package io.github.shapeproof.processor.conformance;

/**
 * Why a question put to a framework has no counterpart with us. Each stands in {@code
 * docs/frameworks.md} under the same words.
 */
enum Reason {
  NO_OPERATION("an operation or option that we do not have"),
  EMPTY("empty tensors"),
  SIZE_BELOW_ONE("answers with a size below one"),
  RANK("tensors of another rank"),
  OUT_OF_RANGE("parameters out of range"),
  WEIGHTS("weights of the wrong shape"),
  UNKNOWN_SIZES("unknown sizes taken on trust"),
  CALLER_SIZE("output sizes given by the caller"),
  PAD_LIMIT("pools padded by more than half the kernel"),
  BINARY_SCALE("scales multiplied in binary"),
  RESIZE_RANKS("resizing for some ranks only"),
  REFLECT_TOO_FAR("mirrors past the other end"),
  BLOCK_OF_ONE("blocks of one element refused"),
  RANK_EXTENSION("NumPy's extension of ranks"),
  TWO_WAY_BROADCAST("broadcasting both ways"),
  NEGATIVE_AXES("negative axes refused"),
  PYTORCH_SAME_STRIDE("PyTorch: SAME with a stride"),
  PYTORCH_AVG_POOL_3D("PyTorch: avg_pool3d of an input smaller than the kernel"),
  PYTORCH_DIVISOR("PyTorch: a divisor of zero"),
  DJL_DECONV("DJL: transposed convolutions inferred without a check"),
  ONNX_SAME_DILATION("ONNX Runtime: SAME with dilation"),
  ONNX_SAME_DECONV("ONNX Runtime: SAME transposed convolutions"),
  ONNX_OUTPUT_PADDING("ONNX Runtime: output padding without a limit"),
  ONNX_SMALL_POOL("ONNX Runtime: a pool larger than its input"),
  ONNX_UPSAMPLE("ONNX Runtime: Upsample that would shrink"),
  ONNX_RESHAPE_ZERO("ONNX: zero as a copy in Reshape"),
  TENSORFLOW_3D("TensorFlow: dilated or grouped 3-D convolutions"),
  KERAS_STRIDE_DILATION("Keras: stride together with dilation"),
  KERAS_VALID_DECONV("Keras: VALID transposed convolutions with a kernel below the stride"),
  KERAS_OUTPUT_PADDING("Keras: limits of output padding"),
  KERAS_CENTER_CROP("Keras: CenterCrop that enlarges"),
  KERAS_CONCAT_OF_ONE("Keras: Concatenate of one input"),
  KERAS_ADD("Keras: the layer Add"),
  DL4J_STRICT("DL4J: ConvolutionMode.Strict"),
  DL4J_WINDOW("DL4J: a window that does not fit"),
  DL4J_SAME("DL4J: padding under Same and Causal"),
  DL4J_SEPARABLE("DL4J: depthwise and separable convolutions of one channel"),
  DL4J_CAUSAL("DL4J: causal pools"),
  DL4J_PADDED_POOL_1D("DL4J: padded 1-D pools"),
  DL4J_3D("DL4J: stride and dilation of 3-D layers"),
  DL4J_GLOBAL_POOL("DL4J: global pools that keep dimensions"),
  DL4J_VERTEX("DL4J: vertices that do not look at sizes"),
  DL4J_SEQUENCE("DL4J: dense layers over sequences");

  private final String title;

  Reason(String title) {
    this.title = title;
  }

  /** The words in the docs. */
  String title() {
    return title;
  }
}
