package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.lang.annotation.Annotation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule of {@code @DepthToSpace}: the channels of each element become a block of space. */
public final class DepthToSpaceLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), "block");
    List<Integer> block = spatial.spread("block", 1);
    Dim channels = spatial.channels();
    BigInteger volume = BigInteger.ONE;
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      sizes.add(spatial.size(axis).times(block.get(axis)));
      volume = volume.multiply(BigInteger.valueOf(block.get(axis)));
    }
    String sentence =
        "`%s` has block = %s, %s a block, which does not divide the %s of `%s`"
            .formatted(
                layer.field(),
                Windows.numbers(block),
                Counted.of(volume, "element"),
                Counted.of(channels, "channel"),
                spatial.input().name());
    if (volume.bitLength() >= Long.SIZE) {
      throw layer.fault(Code.SP306, layer.site("block"), sentence);
    }
    Dim fewer =
        layer.requireQuotient(channels, Dim.of(volume), Code.SP306, layer.site("block"), sentence);
    Shape output = spatial.output(sizes, fewer);
    Step step =
        Steps.run("DepthToSpace", List.of(layer.layout(), block), List.of(spatial.input()), output);
    return new Inference(
        output, List.of(), List.of(step), "depth to space, block " + Windows.numbers(block));
  }

  @Override
  public Optional<Class<? extends Annotation>> opposite() {
    return Optional.of(SpaceToDepth.class);
  }

  @Override
  public List<String> adjustable() {
    return List.of("block");
  }
}
