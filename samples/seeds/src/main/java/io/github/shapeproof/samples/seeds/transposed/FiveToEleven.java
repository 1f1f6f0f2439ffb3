package io.github.shapeproof.samples.seeds.transposed;

import static io.github.shapeproof.annotation.Padding.SAME;
import static io.github.shapeproof.annotation.Padding.VALID;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 004.3: 5×5 becomes 10×10 under SAME, and 11×11 under VALID. */
@TensorModel
class FiveToEleven {
  @Input @Shape("N,5,5,32") INDArray inputTensor;

  @Deconv(filters = 3, kernel = 3, stride = 2, padding = SAME)
  @Shape("N,10,10,3")
  INDArray outputNoPadding;

  @Deconv(from = "inputTensor", filters = 3, kernel = 3, stride = 2,
      padding = VALID)
  @Shape("N,11,11,3")
  INDArray outputWithPadding;
}
