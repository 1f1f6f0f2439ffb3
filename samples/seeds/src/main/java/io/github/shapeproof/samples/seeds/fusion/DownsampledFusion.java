package io.github.shapeproof.samples.seeds.fusion;

import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 000.2: the large map, pooled to 5×5, joins the small one; under SAME the last window counts. */
@TensorModel
class DownsampledFusion {
  @Input @Shape("N,5,5,512")   INDArray lowResFeatures;
  @Input @Shape("N,19,19,512") INDArray highResFeatures;

  @AvgPool(kernel = {4, 4}, stride = {4, 4}, padding = SAME)
  @Shape("N,5,5,512")
  INDArray downsampledFeatures;

  @Concat(from = {"lowResFeatures", "downsampledFeatures"})
  @Shape("N,5,5,1024")
  INDArray concatenatedFeatures;
}
