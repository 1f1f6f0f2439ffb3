package io.github.shapeproof.samples.seeds.loss;

import static io.github.shapeproof.annotation.ActivationKind.SIGMOID;
import static io.github.shapeproof.annotation.LossKind.MEAN_SQUARED_ERROR;
import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 003.1: a transposed convolution of stride 4 takes the output from 64×64 to 256×256. */
@TensorModel
class UpsampledLoss {
  @Input @Shape("N,256,256,3") INDArray inputImage;
  @Input @Shape("N,64,64,10")  INDArray output;

  @Deconv(filters = 3, kernel = {4, 4}, stride = {4, 4}, padding = SAME)
  INDArray upsampled;

  @Activation(SIGMOID)
  @Shape("N,256,256,3")
  INDArray upsampledOutput;

  @Loss(value = MEAN_SQUARED_ERROR, target = "inputImage")
  INDArray loss;
}
