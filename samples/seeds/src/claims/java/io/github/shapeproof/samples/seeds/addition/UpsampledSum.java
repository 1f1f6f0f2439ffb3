package io.github.shapeproof.samples.seeds.addition;

import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 001.1 as claimed: 16 channels broadcast over 32. */
@TensorModel
class UpsampledSum {
  @Input @Shape("N,64,64,32") INDArray tensor1;
  @Input @Shape("N,32,32,16") INDArray tensor2;

  @Resize(from = "tensor2", size = {64, 64}, method = BILINEAR)
  INDArray upsampledTensor2;

  @Add(from = {"tensor1", "upsampledTensor2"})
  @Shape("N,64,64,32")
  INDArray addedTensor;
}
