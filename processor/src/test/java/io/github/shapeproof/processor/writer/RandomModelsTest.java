package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Models at random, made of layers that overwrite, alias and join: whatever the plan shares, every
 * output is what the model says, and inputs stay as they were.
 */
class RandomModelsTest {
  private static final int MODELS = 60;
  private static final int LAYERS = 14;

  /** A model under construction with the values of its tensors. */
  private static final class Model {
    private final Random random;
    private final StringBuilder source = new StringBuilder();
    private final List<double[][][][]> values = new ArrayList<>();

    Model(int seed, List<INDArray> inputs) {
      random = new Random(seed);
      source.append("@TensorModel static class Net%d {%n".formatted(seed));
      for (INDArray input : inputs) {
        source.append(
            "  @Input @Shape(\"N,H,W,%d\") INDArray t%d;%n"
                .formatted(input.size(3), values.size()));
        values.add(Maps.read(input));
      }
      for (int i = 0; i < LAYERS; i++) {
        addLayer();
      }
      source.append("}\n");
    }

    private void addLayer() {
      int result = values.size();
      int a = random.nextInt(result);
      int b = random.nextInt(result);
      double[][][][] x = values.get(a);
      double[][][][] y = values.get(b);
      source.append(random.nextInt(5) == 0 ? "  @Output" : " ");
      switch (random.nextInt(4)) {
        case 0 -> {
          source.append(" @Activation(from = \"t%d\", value = RELU)".formatted(a));
          values.add(Maps.relu(x));
        }
        case 1 -> {
          source.append(" @Dropout(from = \"t%d\", rate = 0.5)".formatted(a));
          values.add(x);
        }
        case 2 -> {
          if (x[0][0][0].length == y[0][0][0].length) {
            source.append(" @Add(from = {\"t%d\", \"t%d\"})".formatted(a, b));
            values.add(Maps.add(x, y));
          } else {
            source.append(" @Activation(from = \"t%d\", value = RELU)".formatted(a));
            values.add(Maps.relu(x));
          }
        }
        default -> {
          if (x[0][0][0].length + y[0][0][0].length > 40) {
            source.append(" @Dropout(from = \"t%d\", rate = 0.5)".formatted(b));
            values.add(y);
          } else {
            source.append(" @Concat(from = {\"t%d\", \"t%d\"})".formatted(a, b));
            values.add(Maps.concat(x, y));
          }
        }
      }
      source.append(" INDArray t%d;%n".formatted(result));
    }
  }

  @Test
  void computeWhatTheySay() {
    List<INDArray> inputs =
        List.of(Maps.random(1, 2, 3, 2, 3), Maps.random(2, 2, 3, 2, 3), Maps.random(3, 2, 3, 2, 2));
    List<INDArray> before = inputs.stream().map(INDArray::dup).toList();
    List<Model> models = new ArrayList<>();
    StringBuilder source = new StringBuilder("class Nets {\n");
    for (int seed = 0; seed < MODELS; seed++) {
      models.add(new Model(seed, inputs));
      source.append(models.get(seed).source);
    }
    ClassLoader loader =
        GeneratedAdapter.load("Nets_Net0", source.append("}").toString()).getClassLoader();
    for (int seed = 0; seed < MODELS; seed++) {
      check(models.get(seed), GeneratedAdapter.of(loader, "Nets_Net" + seed), inputs);
      assertEquals(before, inputs, "model " + seed);
    }
  }

  private static void check(Model model, GeneratedAdapter adapter, List<INDArray> inputs) {
    List<INDArray> taken = new ArrayList<>();
    for (String parameter : adapter.parameters("forward")) {
      taken.add(inputs.get(Integer.parseInt(parameter.substring(1))));
    }
    for (int repeat = 0; repeat < 2; repeat++) {
      adapter
          .named("forward", taken.toArray(INDArray[]::new))
          .forEach(
              (name, value) ->
                  Maps.assertEqual(model.values.get(Integer.parseInt(name.substring(1))), value));
    }
  }
}
