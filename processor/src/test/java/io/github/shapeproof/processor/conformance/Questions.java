package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.processor.testing.Models;

/** Puts a framework's question in our language. */
final class Questions {
  private Questions() {}

  /**
   * The model whose last tensor is the answer.
   *
   * @throws Inexpressible if we cannot ask that, or not so
   */
  static Models model(Question question) {
    if (question.answered()) {
      when(question.inputs().stream().anyMatch(Question::isEmpty), Reason.EMPTY);
      when(
          question.output().orElseThrow().stream().anyMatch(n -> n != null && n < 1),
          Reason.SIZE_BELOW_ONE);
    }
    String op = question.op();
    if (op.startsWith("conv_transpose")) {
      return Deconvolutions.model(question);
    }
    if (op.contains("conv") || op.startsWith("locally_connected")) {
      return Convolutions.model(question);
    }
    if (op.startsWith("adaptive")) {
      return FeatureMaps.adaptive(question);
    }
    if (op.startsWith("global")) {
      return FeatureMaps.global(question);
    }
    if (op.matches("(max|avg|lp)_pool.d")) {
      return Pooling.model(question);
    }
    return switch (op) {
      case "interpolate", "resize", "upsample" -> FeatureMaps.resize(question);
      case "pad" -> FeatureMaps.pad(question);
      case "crop" -> FeatureMaps.crop(question);
      case "center_crop" -> FeatureMaps.centerCrop(question);
      case "pixel_shuffle", "pixel_unshuffle", "space_to_depth", "depth_to_space" ->
          FeatureMaps.blocks(question);
      case "concat" -> Tensors.concat(question);
      case "add", "add_exact" -> Tensors.add(question);
      case "reshape", "reshape_keep_batch" -> Tensors.reshape(question);
      case "flatten", "flatten_keep_batch", "flatten_to_2d", "flatten_dense" ->
          Tensors.flatten(question);
      case "linear", "matmul", "matmul2d", "gemm" -> Tensors.dense(question);
      case "transpose", "permute_keep_batch" -> Tensors.transpose(question);
      case "channel_shuffle" -> Tensors.channelShuffle(question);
      case "batch_norm", "instance_norm", "group_norm", "layer_norm", "softmax" ->
          Tensors.normalization(question);
      default -> throw new Inexpressible(Reason.NO_OPERATION);
    };
  }
}
