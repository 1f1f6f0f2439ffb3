package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maps that {@code AUTO} fits as the sizes of each call tell, in generated adapters. */
class FitByCallTest {
  /** Height and width of the map, then those of the one that it is fitted to. */
  private static final int[][] SIZES = {
    {5, 5, 9, 11},
    {5, 5, 3, 2},
    {5, 5, 3, 9},
    {5, 5, 9, 3},
    {5, 5, 5, 5},
    {5, 5, 5, 8},
    {5, 5, 2, 5},
    {70, 3, 40, 20},
    {1, 1, 4, 1},
    {5, 5, 9, 11},
  };

  /**
   * A model with every layer that AUTO serves.
   *
   * @param sizes of {@code low} and {@code high}, two each
   */
  private static String model(Layout layout, Object... sizes) {
    String shape = layout == Layout.CHANNELS_LAST ? "N,%2$s,%3$s,%1$s" : "N,%1$s,%2$s,%3$s";
    return """
    @TensorModel(layout = %s)
    class Net {
      @Input @Shape("%s") INDArray low;
      @Input @Shape("%s") INDArray high;
      @Input @Shape("%s") INDArray mask;
      @Output @Reconcile(from = "low", like = "high") INDArray fitted;
      @Output @Reconcile(from = "low", like = "high", combine = ADD) INDArray sum;
      @Output @Reconcile(from = "low", like = "high", combine = CONCAT) INDArray joined;
      @Output @MaskedAdd(from = {"high", "low"}, mask = "mask") INDArray masked;
      @Output @GatedConcat(from = {"low", "high"}, by = AUTO) INDArray gated;
      @Output @Reconcile(from = "high", like = "low") INDArray back;
    }
    """
        .formatted(
            layout,
            shape.formatted(4, sizes[0], sizes[1]),
            shape.formatted(4, sizes[2], sizes[3]),
            shape.formatted(1, sizes[2], sizes[3]));
  }

  private static final Weights WEIGHTS =
      Weights.builder()
          .put("gated/kernel", Maps.random(1, 1, 1, 4, 1))
          .put("gated/bias", Maps.random(2, 1))
          .build();

  private static INDArray[] inputs(int... sizes) {
    return new INDArray[] {
      Maps.random(3, 2, sizes[0], sizes[1], 4),
      Maps.random(4, 2, sizes[2], sizes[3], 4),
      Maps.random(5, 2, sizes[2], sizes[3], 1)
    };
  }

  private static INDArray in(Layout layout, INDArray map) {
    return layout == Layout.CHANNELS_LAST ? map : Maps.toFirst(map);
  }

  private static INDArray[] in(Layout layout, INDArray... maps) {
    return Arrays.stream(maps).map(map -> in(layout, map)).toArray(INDArray[]::new);
  }

  private static INDArray channelsLast(Layout layout, INDArray map) {
    return layout == Layout.CHANNELS_LAST ? map : map.permute(0, 2, 3, 1);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void fitsByTheSizesOfEachCall(Layout layout) {
    GeneratedAdapter adapter = GeneratedAdapter.of(model(layout, "K", "L", "H", "W"), WEIGHTS);
    for (int[] sizes : SIZES) {
      INDArray[] given = inputs(sizes);
      INDArray[] inputs = in(layout, given);
      List<INDArray> before = Arrays.stream(inputs).map(INDArray::dup).toList();
      Map<String, INDArray> outputs = adapter.named("forward", inputs);
      double[][][][] low = Maps.read(given[0]);
      double[][][][] high = Maps.read(given[1]);
      double[][][][] fitted = Maps.fit(low, sizes[2], sizes[3]);
      Map.of(
              "fitted", fitted,
              "sum", Maps.add(fitted, high),
              "joined", Maps.concat(fitted, high),
              "masked", Maps.add(high, Maps.masked(fitted, Maps.read(given[2]))),
              "back", Maps.fit(high, sizes[0], sizes[1]))
          .forEach(
              (name, expected) ->
                  Maps.assertEqual(expected, channelsLast(layout, outputs.get(name))));
      outputs.values().forEach(output -> output.assign(7));
      assertEquals(before, List.of(inputs));
    }
  }

  /** Whether a proof or a call decides makes no difference, to the last bit. */
  @ParameterizedTest
  @EnumSource(Layout.class)
  void givesWhatIsGivenWhereSizesAreKnown(Layout layout) {
    GeneratedAdapter adapter = GeneratedAdapter.of(model(layout, "K", "L", "H", "W"), WEIGHTS);
    for (int[] sizes : SIZES) {
      Object[] known = Arrays.stream(sizes).boxed().toArray();
      GeneratedAdapter decided = GeneratedAdapter.of(model(layout, known), WEIGHTS);
      INDArray[] inputs = in(layout, inputs(sizes));
      Map<String, INDArray> expected = decided.named("forward", inputs);
      adapter
          .named("forward", inputs)
          .forEach(
              (name, output) ->
                  assertArrayEquals(
                      expected.get(name).data().asFloat(), output.data().asFloat(), name));
    }
  }
}
