package io.github.shapeproof.samples.seeds.transposed;

import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 004.3 as claimed: an output padding of 1 turns 10×10 into 11×11. */
@TensorModel
class FiveToEleven {
  @Input @Shape("N,5,5,32") INDArray inputTensor;

  @Deconv(filters = 3, kernel = 3, stride = 2, padding = SAME)
  @Shape("N,10,10,3")
  INDArray outputNoPadding;

  @Deconv(from = "inputTensor", filters = 3, kernel = 3, stride = 2,
      padding = SAME, outputPadding = {1, 1})
  @Shape("N,11,11,3")
  INDArray outputWithPadding;
}
