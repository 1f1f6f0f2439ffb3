package io.github.shapeproof.samples.seeds.transposed;

import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.seeds.Comparison;
import io.github.shapeproof.samples.seeds.FeatureMap;
import io.github.shapeproof.samples.seeds.Inputs;
import io.github.shapeproof.samples.seeds.Seed;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The claims of answer 004. */
public final class TransposedSeeds {
  public static final List<Seed> ROWS =
      List.of(
          Seed.wrong(
              "004.1",
              "12×12, stride 2 SAME down and up again: not 12×12",
              "N,12,12,3",
              RoundTrip.class,
              TransposedSeeds::roundTrip),
          Seed.wrong(
              "004.2",
              "6×6, kernel 3, stride 2, SAME, output padding 0: 12×12",
              "N,11,11,3",
              BackToTwelve.class,
              TransposedSeeds::backToTwelve),
          Seed.wrong(
              "004.3",
              "5×5, kernel 3, stride 2, SAME, output padding 1: 11×11",
              "N,10,10,3",
              FiveToEleven.class,
              TransposedSeeds::fiveToEleven));

  private TransposedSeeds() {}

  private static Comparison roundTrip() {
    INDArray image = Inputs.random(2, 12, 12, 3);
    Weights weights = Inputs.weights(RoundTripAdapter.WEIGHTS);
    FeatureMap halved =
        FeatureMap.channelsLast(image)
            .conv(
                weights.get("forwardOutput/kernel"),
                weights.get("forwardOutput/bias"),
                2, 0, 6, 6);
    return Comparison.channelsLast(
        RoundTripAdapter.create(weights).forward(image),
        deconv(halved, weights, "transposeOutput", 0, 12));
  }

  private static Comparison backToTwelve() {
    INDArray input = Inputs.random(2, 6, 6, 32);
    Weights weights = Inputs.weights(BackToTwelveAdapter.WEIGHTS);
    return Comparison.channelsLast(
        BackToTwelveAdapter.create(weights).forward(input),
        deconv(FeatureMap.channelsLast(input), weights, "transposeOutput", 0, 12));
  }

  private static Comparison fiveToEleven() {
    INDArray input = Inputs.random(2, 5, 5, 32);
    Weights weights = Inputs.weights(FiveToElevenAdapter.WEIGHTS);
    FiveToElevenAdapter.Outputs outputs = FiveToElevenAdapter.create(weights).forward(input);
    FeatureMap map = FeatureMap.channelsLast(input);
    return Comparison.channelsLast(
            outputs.outputNoPadding(), deconv(map, weights, "outputNoPadding", 0, 10))
        .and(
            Comparison.channelsLast(
                outputs.outputWithPadding(), deconv(map, weights, "outputWithPadding", 0, 11)));
  }

  private static FeatureMap deconv(
      FeatureMap map, Weights weights, String field, int crop, int size) {
    return map.deconv(
        weights.get(field + "/kernel"), weights.get(field + "/bias"), 2, crop, size, size);
  }
}
