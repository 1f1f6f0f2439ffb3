package io.github.shapeproof.samples.seeds.fusion;

import static io.github.shapeproof.annotation.Padding.VALID;

import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 000.2 as claimed: 4×4 windows, four apart, without padding make 5×5 of 19×19. */
@TensorModel
class DownsampledFusion {
  @Input @Shape("N,5,5,512")   INDArray lowResFeatures;
  @Input @Shape("N,19,19,512") INDArray highResFeatures;

  @AvgPool(kernel = {4, 4}, stride = {4, 4}, padding = VALID)
  @Shape("N,5,5,512")
  INDArray downsampledFeatures;

  @Concat(from = {"lowResFeatures", "downsampledFeatures"})
  @Shape("N,5,5,1024")
  INDArray concatenatedFeatures;
}
