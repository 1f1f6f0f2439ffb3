package com.example;

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

/** Joins a small feature map to a large one, whatever the size of the large one. */
@TensorModel
class FusionNeck {
  @Input @Shape("N,H,W,64")                                INDArray high;
  @Input @Shape("N,5,5,64")                                INDArray low;
  @Resize(from = "low", like = "high", method = BILINEAR)  INDArray up;
  @Concat(from = {"up", "high"}) @Shape("N,H,W,128")       INDArray fused;
  @Conv(filters = 64, kernel = 3, padding = SAME)          INDArray mixed;
  @Activation(RELU) @Shape("N,H,W,64")                     INDArray out;
}
