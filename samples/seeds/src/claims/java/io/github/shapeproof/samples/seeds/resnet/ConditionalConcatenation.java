package io.github.shapeproof.samples.seeds.resnet;

import static io.github.shapeproof.annotation.ActivationKind.SIGMOID;
import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.Subtract;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 002.3 as claimed: the mask alone is enlarged; the features stay 16×16. */
@TensorModel(layout = CHANNELS_FIRST)
class ConditionalConcatenation {
  @Input @Shape("N,64,16,16")  INDArray resnetOutput;
  @Input @Shape("N,3,256,256") INDArray inputImage;

  @Conv(from = "resnetOutput", filters = 1, kernel = 1)
  INDArray conv;

  @Activation(SIGMOID)
  INDArray mask;

  @Resize(like = "inputImage", method = BILINEAR)
  INDArray upsampledMask;

  @Multiply(from = {"inputImage", "upsampledMask"})
  INDArray maskedImage;

  // inputImage * (1 - upsampledMask)
  @Subtract(from = {"inputImage", "maskedImage"})
  INDArray background;

  @Multiply(from = {"resnetOutput", "upsampledMask"})
  INDArray detail;

  @Concat(from = {"background", "detail"})
  @Shape("N,67,256,256")
  INDArray concatenated;
}
