package io.github.shapeproof.samples.seeds.loss;

import static io.github.shapeproof.annotation.LossKind.MEAN_SQUARED_ERROR;

import io.github.shapeproof.annotation.Crop;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 003.3: the middle 128×128 of the input, from row and column 64, meets a 128×128 output. */
@TensorModel
class CroppedLoss {
  @Input @Shape("N,256,256,3") INDArray inputImage;
  @Input @Shape("N,128,128,3") INDArray output;

  @Crop(from = "inputImage", offset = {64, 64}, size = {128, 128})
  @Shape("N,128,128,3")
  INDArray croppedInput;

  @Loss(value = MEAN_SQUARED_ERROR, from = "output", target = "croppedInput")
  INDArray loss;
}
