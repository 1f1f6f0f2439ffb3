package io.github.shapeproof.samples.seeds.transposed;

import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 004.1: 12×12, halved by a convolution, is restored by its transposed twin. */
@TensorModel
class RoundTrip {
  @Input @Shape("N,12,12,3") INDArray image;

  @Conv(filters = 32, kernel = 3, stride = 2, padding = SAME)
  @Shape("N,6,6,32")
  INDArray forwardOutput;

  @Deconv(filters = 3, kernel = 3, stride = 2, padding = SAME)
  @Shape("N,12,12,3")
  INDArray transposeOutput;
}
