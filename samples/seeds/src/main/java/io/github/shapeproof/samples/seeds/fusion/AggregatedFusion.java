package io.github.shapeproof.samples.seeds.fusion;

import static io.github.shapeproof.annotation.ActivationKind.RELU;
import static io.github.shapeproof.annotation.Padding.SAME;
import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 000.3: both maps, joined at 19×19, pass a 3×3 convolution that brings 1024 channels to 512. */
@TensorModel
class AggregatedFusion {
  @Input @Shape("N,5,5,512")   INDArray lowResFeatures;
  @Input @Shape("N,19,19,512") INDArray highResFeatures;

  @Resize(from = "lowResFeatures", size = {19, 19}, method = BILINEAR)
  INDArray upsampledFeatures;

  @Concat(from = {"upsampledFeatures", "highResFeatures"})
  INDArray concatenatedFeatures;

  @Conv(filters = 512, kernel = 3, padding = SAME)
  INDArray convolved;

  @Activation(RELU)
  @Shape("N,19,19,512")
  INDArray aggregatedFeatures;
}
