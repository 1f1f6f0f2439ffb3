package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The example of {@code docs/training.md} learns. */
final class TrainingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "training.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String IMPORTS =
      """
      package test;
      import io.github.shapeproof.runtime.Weights;
      import org.nd4j.autodiff.samediff.SDVariable;
      import org.nd4j.autodiff.samediff.SameDiff;
      import org.nd4j.autodiff.samediff.TrainingConfig;
      import org.nd4j.linalg.api.buffer.DataType;
      import org.nd4j.linalg.dataset.DataSet;
      import org.nd4j.linalg.learning.config.Adam;
      """;

  @Test
  void itLearns() throws IOException, ReflectiveOperationException {
    List<String> blocks =
        JAVA.matcher(Files.readString(PAGE)).results().map((MatchResult r) -> r.group(1)).toList();
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(blocks.get(0))
            .source(IMPORTS + blocks.get(1))
            .compile();
    assertEquals(List.of(), compiled.errors());
    Method train =
        compiled
            .loader()
            .loadClass("test.Training")
            .getDeclaredMethod("train", DataSet.class, int.class);
    train.setAccessible(true);
    Nd4j.getRandom().setSeed(5);
    INDArray images = Nd4j.rand(DataType.FLOAT, 32, 8, 8, 1);
    INDArray labels = images.mean(1, 2, 3).gt(0.5).castTo(DataType.INT32);
    DataSet batch = new DataSet(images, labels);

    double before = loss(train.invoke(null, batch, 0), images, labels);
    double after = loss(train.invoke(null, batch, 40), images, labels);

    assertTrue(after < before / 2, before + " to " + after);
  }

  private static double loss(Object adapter, INDArray images, INDArray labels)
      throws ReflectiveOperationException {
    Method loss = adapter.getClass().getDeclaredMethod("loss", INDArray.class, INDArray.class);
    loss.setAccessible(true);
    return ((INDArray) loss.invoke(adapter, images, labels)).getDouble(0);
  }
}
