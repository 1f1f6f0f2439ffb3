package com.example;

import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;

/**
 * Must not compile: 4×4 windows, four apart, make 4×4 of 19×19. Where this class compiles, the
 * processor did not run.
 */
@TensorModel
class BrokenModel {
  @Input @Shape("N,19,19,64")
  Object features;

  @AvgPool(kernel = 4)
  @Shape("N,5,5,64")
  Object pooled;
}
