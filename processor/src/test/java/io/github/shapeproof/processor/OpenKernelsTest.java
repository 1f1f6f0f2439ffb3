package io.github.shapeproof.processor;

import io.github.shapeproof.processor.testing.CompilerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels and strides that only a model which applies this one says. */
class OpenKernelsTest {
  @ParameterizedTest
  @EnumSource
  void whereMaySpeakOfKernels(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(where = "K % 2 == 1") class Odd {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "K", stride = 1, padding = SAME) INDArray p;
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = "K=3") @Shape("N,H,W,C") Odd a;
          @Apply(with = /*^*/"K=4") Odd b; // SP504 which needs K % 2 == 1, where K is 4
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongForAllKernelsIsToldOnce(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Block {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 4, kernelOf = "K", padding = SAME) INDArray a;
          @Conv(filters = 5, kernelOf = "K", padding = SAME) INDArray b;
          @Add(from = {"a", /*^*/"b"}) INDArray c; // SP202 4 against 5
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply(with = "K=3") Block a;
          @Apply(with = "K=5") Block b;
        }
        @TensorModel class Strange {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = /*^*/"K=L,foo") Other y; // SP112
        }
        @TensorModel class Stranger {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = /*^*/"K=L,Z=3") Other y; // SP503 gives Z
        }
        @TensorModel class Other {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "K") INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void kernelsMayBeCalledLikeFieldsButForCase(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Block {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 7, kernelOf = "K", padding = SAME) INDArray k;
          @Activation(value = RELU, from = "k") INDArray o;
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,3") INDArray x;
          @Apply(with = "K=3") @Shape("N,H,W,7") Block b;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatHoldsForSomeKernelsIsNoError(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(where = {"J >= 3", "J % 2 == 1"}) class Same {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernelOf = "J", pad = 2) INDArray y;
          @Add(from = {"x", "y"}) INDArray z;
        }
        @TensorModel(where = "S == 2") class Half {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernelOf = "J", strideOf = "S", pad = 1) @Shape("N,(H-1)/2+1,_,C") INDArray y;
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply(with = "J=5") @Shape("N,H,W,4") Same y;
          @Apply(with = "J=3,S=2") Half z;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void sizesOfInputsAreNoKernels(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Conv(filters = 3, kernelOf = /*^*/"H") INDArray y; // SP501 kernel = H, a size of an input
        }
        """);
  }
}
