package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.annotation.LossKind.MEAN_SQUARED_ERROR;
import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.SpatialPyramidPool;
import io.github.shapeproof.annotation.Subtract;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The questions that people ask about tensors that do not fit, answered by helps. */
final class SeedQuestionsTest {

  private static Diagnostic explain(Models model) {
    List<Diagnostic> errors = Explainer.explain(model.check());
    assertEquals(1, errors.size(), errors::toString);
    return errors.get(0);
  }

  @Test
  void elevenFromFiveNeedsValidAndNoOutputPadding() {
    Models five = Models.model().input("x", "N,5,5,32");
    Models same =
        five.layer(
            "y", Deconv.class, "filters", 3, "kernel", 3, "stride", 2, "padding", Padding.SAME);
    assertEquals(
        List.of(
            "use padding = VALID in place of SAME on `y` (line 2)",
            "declare `y` (line 2) as @Shape(\"N,10,10,3\")"),
        helps(same.shape("N,11,11,3")));
    Models padded =
        five.layer(
            "y",
            Deconv.class,
            "filters",
            3,
            "kernel",
            3,
            "stride",
            2,
            "padding",
            Padding.SAME,
            "outputPadding",
            1);
    assertEquals(
        "use outputPadding = 0 in place of 1 on `y` (line 2), and use padding = VALID in place of"
            + " SAME on `y` (line 2)",
        helps(padded.shape("N,11,11,3")).get(0));
  }

  @Test
  void twelveFromSixNeedsOutputPadding() {
    Models model =
        Models.model()
            .input("x", "N,6,6,32")
            .layer(
                "y",
                Deconv.class,
                "filters",
                3,
                "kernel",
                3,
                "stride",
                2,
                "padding",
                Padding.SAME,
                "outputPadding",
                0);
    assertEquals(
        "use outputPadding = 1 in place of 0 on `y` (line 2)",
        helps(model.shape("N,12,12,3")).get(0));
  }

  @Test
  void fiveFromNineteenByPooling() {
    Models pool =
        Models.model()
            .input("x", "N,19,19,512")
            .layer("y", AvgPool.class, "kernel", 4, "stride", 4)
            .shape("N,5,5,512");
    assertEquals(
        List.of(
            "add ceilMode = true to `y` (line 2)",
            "use kernel = 3 in place of 4 on `y` (line 2)",
            "add padding = SAME to `y` (line 2)"),
        helps(pool));
  }

  @Test
  void fiveFromNineteenByAdaptivePoolingWhereNoWindowDoes() {
    Models pool =
        Models.model()
            .input("x", "N,19,7,512")
            .layer("y", AvgPool.class, "kernel", 4, "stride", 4)
            .shape("N,13,6,512");
    assertTrue(
        helps(pool)
            .contains("use @AdaptiveAvgPool(size = {13, 6}) in place of @AvgPool on `y` (line 2)"),
        () -> helps(pool).toString());
  }

  @Test
  void twoHundredFiftySixFromSixteen() {
    Models model =
        Models.model()
            .input("x", "N,16,16,64")
            .layer("y", Deconv.class, "filters", 3, "kernel", 2, "stride", 2)
            .shape("N,256,256,3");
    assertEquals(
        "use stride = 16 in place of 2 on `y` (line 2), and use kernel = 16 in place of 2 on `y`"
            + " (line 2)",
        helps(model).get(0));
  }

  @Test
  void aProjectionFitsAResidualAddition() {
    Models model =
        Models.model()
            .input("x", "N,64,64,16")
            .input("wide", "N,64,64,32")
            .layer("y", Add.class, "from", List.of("wide", "x"));
    assertEquals(
        List.of(
            "insert @Reconcile(from = \"x\", like = \"wide\", channels = MATCH) `xFitted` above"
                + " `y`, and use from = {\"wide\", \"xFitted\"} in place of {\"wide\", \"x\"} on"
                + " `y` (line 3)"),
        helps(model));
  }

  @Test
  void channelsThatDifferAreMatchedAndAreNotAxesOfASquareMap() {
    Models model =
        Models.model()
            .input("large", "N,64,64,32")
            .input("small", "N,32,32,16")
            .layer("up", Resize.class, "from", "small", "size", List.of(64, 64))
            .layer("sum", Add.class, "from", List.of("large", "up"));
    List<String> helps = helps(model);
    assertEquals(
        "insert @Reconcile(from = \"up\", like = \"large\", channels = MATCH) `upFitted` above"
            + " `sum`, and use from = {\"large\", \"upFitted\"} in place of {\"large\", \"up\"} on"
            + " `sum` (line 4)",
        helps.get(0));
    assertTrue(helps.stream().noneMatch(help -> help.contains("32,16,32")), helps::toString);
  }

  @Test
  void mapsWhoseSizesNothingRelatesCanBeFitted() {
    Models model =
        Models.model()
            .input("low", "N,K,L,8")
            .input("high", "N,H,W,8")
            .layer("y", Add.class, "from", List.of("low", "high"));
    assertEquals(
        List.of(
            "add where = {\"H == K\", \"L == W\"} to @TensorModel",
            "insert @Reconcile(from = \"high\", like = \"low\") `highFitted` above `y`, and use"
                + " from = {\"low\", \"highFitted\"} in place of {\"low\", \"high\"} on `y` (line"
                + " 3)"),
        helps(model));
  }

  @Test
  void aPyramidHasABinForEachPartOfEachLevel() {
    Models model =
        Models.model()
            .input("x", "N,16,16,64")
            .layer("pooled", SpatialPyramidPool.class, "levels", List.of(1, 2))
            .layer("y", Dense.class, "units", 3, "in", 128);
    assertEquals("use in = 320 in place of 128 on `y` (line 3)", helps(model).get(0));
  }

  @Test
  void heightAndWidthSwapped() {
    Diagnostic error =
        explain(
            Models.model()
                .input("x", "N,H,W,3")
                .input("mask", "N,W,H,3")
                .layer(
                    "loss",
                    Loss.class,
                    "value",
                    MEAN_SQUARED_ERROR,
                    "from",
                    "x",
                    "target",
                    "mask"));
    assertTrue(
        error.details().contains("height and width are swapped: `mask` is N,W,H,3"),
        error::toString);
    assertEquals("declare `mask` (line 2) as @Shape(\"N,H,W,3\")", error.helps().get(0).text());
  }

  @Test
  void heightAndWidthSwappedInAClaim() {
    Diagnostic error =
        explain(
            Models.model()
                .input("x", "N,H,W,3")
                .layer("y", Conv.class, "filters", 8, "kernel", 1)
                .shape("N,W,H,8"));
    assertTrue(
        error.details().contains("height and width are swapped in the @Shape"), error::toString);
    assertEquals("declare `y` (line 2) as @Shape(\"N,H,W,8\")", error.helps().get(0).text());
  }

  @Test
  void channelsFirstAmongChannelsLast() {
    Diagnostic error =
        explain(
            Models.model()
                .input("x", "N,H,W,3")
                .input("image", "N,3,H,W")
                .layer("y", Pad.class, "from", "image", "amounts", 0)
                .layer("sum", Add.class, "from", List.of("x", "y")));
    assertTrue(
        error.details().contains("the channels come first: `y` is N,3,H,W"), error::toString);
    assertEquals(
        "insert @Rearrange(from = \"y\", value = \"a b c d -> a c d b\") `yOrdered` above `sum`, and"
            + " use from = {\"x\", \"yOrdered\"} in place of {\"x\", \"y\"} on `sum` (line 4)",
        error.helps().get(0).text());
  }

  @Test
  void aSilentBroadcastIsReshaped() {
    Models model =
        Models.model()
            .input("prediction", "8,1")
            .input("target", "8")
            .layer("error", Subtract.class, "from", List.of("prediction", "target"));
    assertEquals(
        "insert @Reshape(from = \"target\", value = \"8,1\") `targetReshaped` above `error`, and use"
            + " from = {\"prediction\", \"targetReshaped\"} in place of {\"prediction\", \"target\"} on"
            + " `error` (line 3)",
        helps(model).get(0));
  }
}
