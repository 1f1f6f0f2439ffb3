package io.github.shapeproof.samples.seeds.addition;

import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.seeds.Comparison;
import io.github.shapeproof.samples.seeds.FeatureMap;
import io.github.shapeproof.samples.seeds.Inputs;
import io.github.shapeproof.samples.seeds.Seed;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The claims of answer 001. */
public final class AdditionSeeds {
  public static final List<Seed> ROWS =
      List.of(
          Seed.wrong(
              "001.1",
              "64×64×32 + 64×64×16 broadcasts over channels",
              "N,64,64,16",
              UpsampledSum.class,
              AdditionSeeds::upsampled),
          Seed.right(
              "001.2",
              "60×60 padded by 2 on each side and added: 64×64",
              PaddedSum.class,
              AdditionSeeds::padded),
          Seed.right(
              "001.3",
              "32 + 16 channels concatenated, 1×1 convolution: 32",
              ReducedConcat.class,
              AdditionSeeds::reduced));

  private AdditionSeeds() {}

  private static Comparison upsampled() {
    INDArray tensor1 = Inputs.random(2, 64, 64, 32);
    INDArray tensor2 = Inputs.random(2, 32, 32, 16);
    Weights weights = Inputs.weights(UpsampledSumAdapter.WEIGHTS);
    return Comparison.channelsLast(
        UpsampledSumAdapter.create(weights).forward(tensor1, tensor2),
        FeatureMap.channelsLast(tensor2)
            .resize(64, 64)
            .conv(
                weights.get("projectedTensor2/kernel"),
                weights.get("projectedTensor2/bias"),
                1, 0, 64, 64)
            .combine(FeatureMap.channelsLast(tensor1), Double::sum));
  }

  private static Comparison padded() {
    INDArray tensor1 = Inputs.random(2, 64, 64, 32);
    INDArray tensor2 = Inputs.random(2, 60, 60, 32);
    return Comparison.channelsLast(
        PaddedSumAdapter.create().forward(tensor1, tensor2),
        FeatureMap.channelsLast(tensor2)
            .pad(2)
            .combine(FeatureMap.channelsLast(tensor1), Double::sum));
  }

  private static Comparison reduced() {
    INDArray tensor1 = Inputs.random(2, 64, 64, 32);
    INDArray tensor2 = Inputs.random(2, 64, 64, 16);
    Weights weights = Inputs.weights(ReducedConcatAdapter.WEIGHTS);
    return Comparison.channelsLast(
        ReducedConcatAdapter.create(weights).forward(tensor1, tensor2),
        FeatureMap.channelsLast(tensor1)
            .concat(FeatureMap.channelsLast(tensor2))
            .conv(
                weights.get("reductionLayer/kernel"),
                weights.get("reductionLayer/bias"),
                1, 0, 64, 64));
  }
}
