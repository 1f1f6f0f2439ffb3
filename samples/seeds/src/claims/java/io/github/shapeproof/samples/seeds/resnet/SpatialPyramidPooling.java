package io.github.shapeproof.samples.seeds.resnet;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.PoolKind.MAX;

import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.SpatialPyramidPool;
import io.github.shapeproof.annotation.TensorModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 002.2 as claimed: two levels of 64 channels feed a linear layer of 128 inputs. */
@TensorModel(layout = CHANNELS_FIRST)
class SpatialPyramidPooling {
  @Input @Shape("N,64,16,16") INDArray resnetOutput;

  @SpatialPyramidPool(levels = {1, 2}, pool = MAX)
  INDArray pooledFeatures;

  @Dense(in = 128, units = 3)
  INDArray fc;

  @Reshape("N,3,1,1")
  INDArray alignedFeatures;
}
