package io.github.shapeproof.processor;

import io.github.shapeproof.processor.testing.CompilerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeProcessorTest {
  @ParameterizedTest
  @EnumSource
  void reportsEachFaultOnItsValue(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H,W,512") INDArray high;
          @Input @Shape("N,5,5,512") INDArray low;
          @Resize(from = "low", scale = 4) INDArray up;
          @Concat(from = {"up", /*^*/"hihg"}) INDArray fused; // SP001 "hihg"
          @Conv(filters = 512, kernel = 3, padding = SAME, from = "low")
          @Shape(/*^*/"N,5,4,512") // SP201 `mixed` is declared N,5,4,512 but is N,5,5,512
          INDArray mixed;
        }
        """);
  }
}
