package io.github.shapeproof.samples.seeds.transposed;

import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 004.2 as claimed: with an output padding of 0, 6×6 becomes 12×12. */
@TensorModel
class BackToTwelve {
  @Input @Shape("N,6,6,32") INDArray forwardOutput;

  @Deconv(filters = 3, kernel = 3, stride = 2, padding = SAME, outputPadding = {0, 0})
  @Shape("N,12,12,3")
  INDArray transposeOutput;
}
