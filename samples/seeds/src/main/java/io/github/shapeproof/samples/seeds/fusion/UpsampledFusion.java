package io.github.shapeproof.samples.seeds.fusion;

import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 000.1: the small map, enlarged bilinearly to 19×19, joins the large one: 1024 channels. */
@TensorModel
class UpsampledFusion {
  @Input @Shape("N,5,5,512")   INDArray lowResFeatures;
  @Input @Shape("N,19,19,512") INDArray highResFeatures;

  @Resize(from = "lowResFeatures", size = {19, 19}, method = BILINEAR)
  @Shape("N,19,19,512")
  INDArray upsampledFeatures;

  @Concat(from = {"upsampledFeatures", "highResFeatures"})
  @Shape("N,19,19,1024")
  INDArray concatenatedFeatures;
}
