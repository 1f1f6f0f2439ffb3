package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.conv;
import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layers are right, and what is declared of an input or of a tensor is not. */
final class WrongClaimsTest {
  private static Models loss(Models model, LossKind kind, String from, String target) {
    return model.layer("loss", Loss.class, "value", kind, "from", from, "target", target);
  }

  @Test
  void aClaimLeavesOpenWhatHasNoName() {
    Models one =
        Models.model()
            .input("x", "N,_,H,3")
            .layer("y", Activation.class, "value", ActivationKind.RELU)
            .shape("N,_,H + 1,3");
    assertEquals("declare `y` (line 2) as @Shape(\"N,_,H,3\")", helps(one).get(0));
    Models strided =
        Models.model()
            .input("x", "N,_,H,3")
            .layer("y", MaxPool.class, "kernel", 2)
            .shape("N,_,H,3");
    assertTrue(
        helps(strided).contains("declare `y` (line 2) as @Shape(\"N,_,H/2,3\")"),
        helps(strided)::toString);
  }

  @Test
  void whatReadsAWrongClaimIsNoErrorOfItsOwnBesideNamelessSizes() {
    Models model =
        Models.model()
            .input("t1", "_,W,H,2")
            .layer("t4", Activation.class, "value", ActivationKind.RELU)
            .shape("_,W + 1,H,2")
            .layer("t6", Resize.class, "scale", 3.0)
            .shape("_,3*W,3*H,2")
            .layer("t7", Conv.class, "from", "t4", "filters", 3, "kernel", 3)
            .shape("_,W - 2,H - 2,3")
            .layer("t8", MaxPool.class, "from", "t4", "kernel", 2)
            .shape("_,W/2,H/2,2");
    assertEquals("declare `t4` (line 2) as @Shape(\"_,W,H,2\")", helps(model).get(0));
  }

  @Test
  void aTargetOfTheWrongSize() {
    Models model =
        loss(
            Models.model()
                .input("low", "N,H,W,3")
                .layer("up", Resize.class, "scale", 3.0)
                .input("truth", "N,H,W,3"),
            LossKind.MEAN_ABSOLUTE_ERROR,
            "up",
            "truth");
    assertEquals("declare `truth` (line 3) as @Shape(\"N,3*H,3*W,3\")", helps(model).get(0));
  }

  @Test
  void aTargetWithADimensionTooMany() {
    Models model =
        loss(
            Models.model()
                .input("x", "N,128")
                .layer("logits", Dense.class, "units", 40)
                .input("label", "N,1"),
            LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY,
            "logits",
            "label");
    assertEquals("declare `label` (line 3) as @Shape(\"N\")", helps(model).get(0));
  }

  @Test
  void aLabelOfOneNumberForSeveralClasses() {
    Models model =
        Models.model()
            .input("x", "N,32")
            .layer("logits", Dense.class, "units", 10)
            .input("label", "N,1");
    assertEquals(
        List.of(
            "use units = 1 in place of 10 on `logits` (line 2)",
            "declare `label` (line 3) as @Shape(\"N,10\")"),
        helps(loss(model, LossKind.SOFTMAX_CROSS_ENTROPY, "logits", "label")));
  }

  @Test
  void aTargetInItsOwnWords() {
    Models model =
        loss(
            Models.model()
                .where("H % 4 == 0")
                .where("W % 4 == 0")
                .input("x", "N,H,W,3")
                .layer("p", MaxPool.class, "kernel", 4)
                .layer("y", Deconv.class, "filters", 1, "kernel", 4, "stride", 4)
                .shape("N,H,W,1")
                .input("mask", "N,H,W,3"),
            LossKind.BINARY_CROSS_ENTROPY,
            "y",
            "mask");
    assertEquals("declare `mask` (line 4) as @Shape(\"N,H,W,1\")", helps(model).get(0));
  }

  @Test
  void noiseOfTheWrongSize() {
    Models model =
        Models.model()
            .input("x", "N,512")
            .input("eps", "N,100")
            .layer("mu", Dense.class, "from", "x", "units", 128)
            .layer("std", Dense.class, "from", "x", "units", 128)
            .layer("noise", Multiply.class, "from", List.of("std", "eps"))
            .shape("N,128")
            .layer("z", Add.class, "from", List.of("mu", "noise"));
    assertEquals("declare `eps` (line 2) as @Shape(\"N,128\")", helps(model).get(0));
  }

  @Test
  void positionsForAnotherNumberOfPlaces() {
    Models model =
        Models.model()
            .input("x", "N,196,768")
            .layer("t", Dense.class, "units", 384)
            .shape("N,196,384");
    for (String positions : List.of("1,197,384", "196,384")) {
      assertEquals(
          "declare `p` (line 3) as @Shape(\"1,196,384\")",
          helps(model.input("p", positions).layer("sum", Add.class, "from", List.of("t", "p")))
              .get(0));
    }
  }

  @Test
  void aSumOfChannelsThatIsTooSmall() {
    Models model = conv(conv(Models.model().input("x", "N,H,W,3"), "a", "x", 64), "b", "x", 64);
    model = conv(model, "c", "x", 64);
    assertEquals(
        List.of("declare `s` (line 5) as @Shape(\"N,H,W,192\")"),
        helps(model.layer("s", Concat.class, "from", List.of("a", "b", "c")).shape("N,H,W,128")));
  }

  @Test
  void aSizeThatOnlyTwoEditsWouldMake() {
    Models model =
        Models.model()
            .input("x", "N,7,7,8")
            .layer(
                "code", Conv.class, "filters", 4, "kernel", 3, "stride", 2, "padding", Padding.SAME)
            .shape("N,3,3,4")
            .layer("d", Deconv.class, "filters", 8, "kernel", 3, "stride", 2, "pad", 1)
            .shape("N,7,7,8");
    assertEquals(List.of("declare `code` (line 2) as @Shape(\"N,4,4,4\")"), helps(model));
  }

  @Test
  void anInputInTheOtherLayout() {
    Models last = Models.model().input("x", "N,3,H,W");
    assertEquals(
        "declare `x` (line 1) as @Shape(\"N,H,W,3\")",
        helps(conv(last, "y", "x", 64).layer("z", Resize.class, "scale", 2.0).shape("N,2*H,2*W,64"))
            .get(0));
    Models first = Models.model().channelsFirst().input("x", "N,224,224,3");
    assertEquals(
        "declare `x` (line 1) as @Shape(\"N,3,224,224\")",
        helps(
                first
                    .layer("y", Conv.class, "filters", 32, "kernel", 3, "stride", 2, "pad", 1)
                    .shape("N,32,112,112"))
            .get(0));
  }

  @Test
  void labelsWithHeightAndWidthSwapped() {
    Models model =
        loss(
            conv(Models.model().input("x", "N,H,W,3"), "y", "x", 19).input("labels", "N,W,H"),
            LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY,
            "y",
            "labels");
    assertEquals("declare `labels` (line 3) as @Shape(\"N,H,W\")", helps(model).get(0));
  }

  @Test
  void multiplesBeforeTheWeakestFacts() {
    Models model =
        Models.model()
            .axes(1)
            .input("x", "N,T,1")
            .layer("a", MaxPool.class, "kernel", 20)
            .layer("b", MaxPool.class, "kernel", 2)
            .layer("c", Resize.class, "scale", 2.0)
            .layer("sum", Add.class, "from", List.of("a", "c"));
    assertEquals(
        List.of(
            "add where = \"T % 40 == 0\" to @TensorModel",
            "add where = \"T % 40 <= 19\" to @TensorModel"),
        helps(model).stream().filter(h -> h.contains("where")).toList());
  }

  @Test
  void anInputOfAnotherSizeThanTheNetworkIsMadeFor() {
    Models model =
        Models.model()
            .input("image", "N,512,500,1")
            .layer("a", Conv.class, "filters", 8, "kernel", 3)
            .layer("b", Conv.class, "filters", 8, "kernel", 3)
            .layer("half", MaxPool.class, "kernel", 2)
            .layer("c", Conv.class, "filters", 8, "kernel", 3)
            .layer("quarter", MaxPool.class, "kernel", 2)
            .shape("N,141,140,8");
    assertEquals("declare `image` (line 1) as @Shape(\"N,572,568,1\")", helps(model).get(2));
  }

  /** What nothing tells stays as it is. */
  @Test
  void anInputOfAnotherHeight() {
    Models model =
        Models.model()
            .input("x", "N,100,50,3")
            .layer("rows", Rearrange.class, "value", "n h w c -> n h (w c)")
            .layer("y", Dense.class, "units", 8)
            .shape("N,96,8");
    assertEquals(
        List.of(
            "declare `y` (line 3) as @Shape(\"N,100,8\")",
            "declare `x` (line 1) as @Shape(\"N,96,50,3\")"),
        helps(model));
  }
}
