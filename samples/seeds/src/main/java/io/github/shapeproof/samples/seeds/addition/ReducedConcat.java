package io.github.shapeproof.samples.seeds.addition;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 001.3: in place of a sum, 32 and 16 channels side by side, and a 1×1 convolution back to 32. */
@TensorModel
class ReducedConcat {
  @Input @Shape("N,64,64,32") INDArray tensor1;
  @Input @Shape("N,64,64,16") INDArray tensor2;

  @Concat(from = {"tensor1", "tensor2"})
  @Shape("N,64,64,48")
  INDArray concatenatedTensor;

  @Conv(filters = 32, kernel = 1)
  @Shape("N,64,64,32")
  INDArray reductionLayer;
}
