package io.github.shapeproof.samples.seeds.loss;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 003.0: why sizes shrink: a 3×3 convolution of stride 2 makes 13×13 of 28×28. */
@TensorModel
class StridedConv {
  @Input @Shape("N,28,28,1") INDArray inputImage;

  @Conv(filters = 8, kernel = {3, 3}, stride = 2)
  @Shape("N,13,13,8")
  INDArray output;
}
