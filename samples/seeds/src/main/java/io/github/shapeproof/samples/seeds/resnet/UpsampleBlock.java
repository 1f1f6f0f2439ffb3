package io.github.shapeproof.samples.seeds.resnet;

import static io.github.shapeproof.annotation.ActivationKind.RELU;
import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 002.1: a transposed convolution of stride 16 takes 16×16 to 256×256. */
@TensorModel(layout = CHANNELS_FIRST)
class UpsampleBlock {
  @Input @Shape("N,64,16,16")  INDArray resnetOutput;
  @Input @Shape("N,3,256,256") INDArray inputImage;

  @Deconv(from = "resnetOutput", filters = 3, kernel = 16, stride = 16)
  INDArray upsample;

  @Activation(RELU)
  @Shape("N,3,256,256")
  INDArray upsampledOutput;

  @Concat(from = {"inputImage", "upsampledOutput"})
  @Shape("N,6,256,256")
  INDArray concatenatedOutput;
}
