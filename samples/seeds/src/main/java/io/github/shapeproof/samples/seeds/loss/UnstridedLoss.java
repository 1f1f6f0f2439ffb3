package io.github.shapeproof.samples.seeds.loss;

import static io.github.shapeproof.annotation.ActivationKind.RELU;
import static io.github.shapeproof.annotation.ActivationKind.SIGMOID;
import static io.github.shapeproof.annotation.LossKind.BINARY_CROSS_ENTROPY;
import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 003.2: three convolutions of stride 1 with padding keep 256×256. */
@TensorModel
class UnstridedLoss {
  @Input @Shape("N,256,256,3") INDArray inputImage;

  @Conv(filters = 32, kernel = {3, 3}, padding = SAME) INDArray conv1;
  @Activation(RELU)                                    INDArray relu1;
  @Conv(filters = 64, kernel = {3, 3}, padding = SAME) INDArray conv2;
  @Activation(RELU)                                    INDArray relu2;
  @Conv(filters = 3, kernel = {3, 3}, padding = SAME)  INDArray conv3;
  @Activation(SIGMOID) @Shape("N,256,256,3")           INDArray output;

  @Loss(value = BINARY_CROSS_ENTROPY, target = "inputImage")
  INDArray loss;
}
