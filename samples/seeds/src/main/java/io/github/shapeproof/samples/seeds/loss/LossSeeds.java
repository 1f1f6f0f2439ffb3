package io.github.shapeproof.samples.seeds.loss;

import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.seeds.Comparison;
import io.github.shapeproof.samples.seeds.FeatureMap;
import io.github.shapeproof.samples.seeds.Inputs;
import io.github.shapeproof.samples.seeds.Seed;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The claims of answer 003. */
public final class LossSeeds {
  public static final List<Seed> ROWS =
      List.of(
          Seed.right(
              "003.0",
              "3×3 convolution, stride 2, of 28×28: 13×13",
              StridedConv.class,
              LossSeeds::strided),
          Seed.right(
              "003.1",
              "transposed convolution 4×4, stride 4, SAME, of 64×64: 256×256",
              UpsampledLoss.class,
              LossSeeds::upsampled),
          Seed.right(
              "003.2",
              "three convolutions, stride 1, SAME, keep 256×256",
              UnstridedLoss.class,
              LossSeeds::unstrided),
          Seed.right(
              "003.3",
              "256×256 cropped to 128×128 from (64, 64) for the loss",
              CroppedLoss.class,
              LossSeeds::cropped));

  private LossSeeds() {}

  private static Comparison strided() {
    INDArray image = Inputs.random(2, 28, 28, 1);
    Weights weights = Inputs.weights(StridedConvAdapter.WEIGHTS);
    return Comparison.channelsLast(
        StridedConvAdapter.create(weights).forward(image),
        FeatureMap.channelsLast(image)
            .conv(weights.get("output/kernel"), weights.get("output/bias"), 2, 0, 13, 13));
  }

  private static Comparison upsampled() {
    INDArray image = Inputs.random(1, 256, 256, 3);
    INDArray output = Inputs.random(1, 64, 64, 10);
    Weights weights = Inputs.weights(UpsampledLossAdapter.WEIGHTS);
    UpsampledLossAdapter adapter = UpsampledLossAdapter.create(weights);
    FeatureMap expected =
        FeatureMap.channelsLast(output)
            .deconv(
                weights.get("upsampled/kernel"), weights.get("upsampled/bias"), 4, 0, 256, 256)
            .map(FeatureMap::sigmoid);
    return Comparison.channelsLast(adapter.forward(output), expected)
        .andLoss(adapter.loss(image, output), squaredError(expected, image));
  }

  private static Comparison unstrided() {
    INDArray image = Inputs.random(1, 256, 256, 3);
    Weights weights = Inputs.weights(UnstridedLossAdapter.WEIGHTS);
    UnstridedLossAdapter adapter = UnstridedLossAdapter.create(weights);
    FeatureMap expected =
        sameConv(
                sameConv(
                        sameConv(FeatureMap.channelsLast(image), weights, "conv1")
                            .map(FeatureMap::relu),
                        weights,
                        "conv2")
                    .map(FeatureMap::relu),
                weights,
                "conv3")
            .map(FeatureMap::sigmoid);
    double entropy =
        expected.meanDistance(
            FeatureMap.channelsLast(image),
            (p, t) -> -t * Math.log(p) - (1 - t) * Math.log(1 - p));
    return Comparison.channelsLast(adapter.forward(image), expected)
        .andLoss(adapter.loss(image), entropy);
  }

  private static Comparison cropped() {
    INDArray image = Inputs.random(2, 256, 256, 3);
    INDArray output = Inputs.random(2, 128, 128, 3);
    CroppedLossAdapter adapter = CroppedLossAdapter.create();
    FeatureMap expected = FeatureMap.channelsLast(image).crop(64, 128, 128);
    return Comparison.channelsLast(adapter.forward(image), expected)
        .andLoss(adapter.loss(image, output), squaredError(expected, output));
  }

  private static double squaredError(FeatureMap prediction, INDArray target) {
    return prediction.meanDistance(
        FeatureMap.channelsLast(target), (p, t) -> (p - t) * (p - t));
  }

  private static FeatureMap sameConv(FeatureMap map, Weights weights, String field) {
    return map.conv(
        weights.get(field + "/kernel"), weights.get(field + "/bias"), 1, 1, map.h(), map.w());
  }
}
