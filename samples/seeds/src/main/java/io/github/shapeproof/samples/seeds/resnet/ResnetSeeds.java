package io.github.shapeproof.samples.seeds.resnet;

import io.github.shapeproof.runtime.Weights;
import io.github.shapeproof.samples.seeds.Comparison;
import io.github.shapeproof.samples.seeds.FeatureMap;
import io.github.shapeproof.samples.seeds.Inputs;
import io.github.shapeproof.samples.seeds.Seed;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The claims of answer 002. */
public final class ResnetSeeds {
  public static final List<Seed> ROWS =
      List.of(
          Seed.wrong(
              "002.1",
              "transposed convolution, kernel 2, stride 2, of 16×16: 256×256",
              "N,3,32,32",
              UpsampleBlock.class,
              ResnetSeeds::upsampled),
          Seed.wrong(
              "002.2",
              "pyramid of levels 1 and 2 over 64 channels: 128 features",
              "320",
              SpatialPyramidPooling.class,
              ResnetSeeds::pooled),
          Seed.wrong(
              "002.3",
              "16×16 features times a 256×256 mask",
              "N,64,16,16",
              ConditionalConcatenation.class,
              ResnetSeeds::gated));

  private ResnetSeeds() {}

  private static Comparison upsampled() {
    INDArray resnetOutput = Inputs.random(2, 64, 16, 16);
    INDArray inputImage = Inputs.random(2, 3, 256, 256);
    Weights weights = Inputs.weights(UpsampleBlockAdapter.WEIGHTS);
    FeatureMap upsampled =
        FeatureMap.channelsFirst(resnetOutput)
            .deconv(
                weights.get("upsample/kernel"), weights.get("upsample/bias"), 16, 0, 256, 256)
            .map(FeatureMap::relu);
    return Comparison.channelsFirst(
        UpsampleBlockAdapter.create(weights).forward(resnetOutput, inputImage),
        FeatureMap.channelsFirst(inputImage).concat(upsampled));
  }

  private static Comparison pooled() {
    INDArray resnetOutput = Inputs.random(2, 64, 16, 16);
    Weights weights = Inputs.weights(SpatialPyramidPoolingAdapter.WEIGHTS);
    FeatureMap features = FeatureMap.channelsFirst(resnetOutput);
    return Comparison.channelsFirst(
        SpatialPyramidPoolingAdapter.create(weights).forward(resnetOutput),
        features
            .maxOfBins(1)
            .concat(features.maxOfBins(2).flatten())
            .dense(weights.get("fc/kernel"), weights.get("fc/bias")));
  }

  private static Comparison gated() {
    INDArray resnetOutput = Inputs.random(1, 64, 16, 16);
    INDArray inputImage = Inputs.random(1, 3, 256, 256);
    Weights weights = Inputs.weights(ConditionalConcatenationAdapter.WEIGHTS);
    FeatureMap features = FeatureMap.channelsFirst(resnetOutput);
    FeatureMap mask =
        features
            .conv(weights.get("conv/kernel"), weights.get("conv/bias"), 1, 0, 16, 16)
            .map(FeatureMap::sigmoid)
            .resize(256, 256);
    return Comparison.channelsFirst(
        ConditionalConcatenationAdapter.create(weights).forward(resnetOutput, inputImage),
        FeatureMap.channelsFirst(inputImage)
            .combine(mask, (image, m) -> image * (1 - m))
            .concat(features.resize(256, 256).combine(mask, (feature, m) -> feature * m)));
  }
}
