package io.github.shapeproof.samples.seeds.addition;

import static io.github.shapeproof.annotation.PadMode.CONSTANT;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 001.2: two zeros on every side of 60×60 make the 64×64 that can be added. */
@TensorModel
class PaddedSum {
  @Input @Shape("N,64,64,32") INDArray tensor1;
  @Input @Shape("N,60,60,32") INDArray tensor2;

  @Pad(amounts = 2, mode = CONSTANT)
  @Shape("N,64,64,32")
  INDArray paddedTensor2;

  @Add(from = {"tensor1", "paddedTensor2"})
  @Shape("N,64,64,32")
  INDArray addedTensor;
}
