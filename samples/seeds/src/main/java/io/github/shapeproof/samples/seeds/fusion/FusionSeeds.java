package io.github.shapeproof.samples.seeds.fusion;

import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.seeds.Comparison;
import io.github.shapeproof.samples.seeds.FeatureMap;
import io.github.shapeproof.samples.seeds.Inputs;
import io.github.shapeproof.samples.seeds.Seed;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The claims of answer 000. */
public final class FusionSeeds {
  public static final List<Seed> ROWS =
      List.of(
          Seed.right(
              "000.1",
              "5×5 resized to 19×19 and concatenated: 19×19×1024",
              UpsampledFusion.class,
              FusionSeeds::upsampled),
          Seed.wrong(
              "000.2",
              "average pool 4×4, stride 4, VALID, of 19×19: 5×5",
              "N,4,4,512",
              DownsampledFusion.class,
              FusionSeeds::downsampled),
          Seed.right(
              "000.3",
              "resized, concatenated, 3×3 convolution: 19×19×512",
              AggregatedFusion.class,
              FusionSeeds::aggregated));

  private FusionSeeds() {}

  private static Comparison upsampled() {
    INDArray low = Inputs.random(2, 5, 5, 512);
    INDArray high = Inputs.random(2, 19, 19, 512);
    return Comparison.channelsLast(
        UpsampledFusionAdapter.create().forward(low, high), joined(low, high));
  }

  private static Comparison downsampled() {
    INDArray low = Inputs.random(2, 5, 5, 512);
    INDArray high = Inputs.random(2, 19, 19, 512);
    return Comparison.channelsLast(
        DownsampledFusionAdapter.create().forward(low, high),
        FeatureMap.channelsLast(low)
            .concat(FeatureMap.channelsLast(high).averagePoolSame(4, 4)));
  }

  private static Comparison aggregated() {
    INDArray low = Inputs.random(1, 5, 5, 512);
    INDArray high = Inputs.random(1, 19, 19, 512);
    Weights weights = Inputs.weights(AggregatedFusionAdapter.WEIGHTS);
    return Comparison.channelsLast(
        AggregatedFusionAdapter.create(weights).forward(low, high),
        joined(low, high)
            .conv(weights.get("convolved/kernel"), weights.get("convolved/bias"), 1, 1, 19, 19)
            .map(FeatureMap::relu));
  }

  private static FeatureMap joined(INDArray low, INDArray high) {
    return FeatureMap.channelsLast(low).resize(19, 19).concat(FeatureMap.channelsLast(high));
  }
}
