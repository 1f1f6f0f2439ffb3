package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Channels;
import io.github.shapeproof.annotation.Combine;
import io.github.shapeproof.annotation.Reconcile;
import io.github.shapeproof.annotation.Strategy;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.testing.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every remedy for two maps that do not fit. */
final class ReconcileLayerTest {

  private static Models reconcile(String from, String like, Object... attributes) {
    List<Object> all = new ArrayList<>(List.of("from", "x", "like", "z"));
    all.addAll(List.of(attributes));
    return Models.model()
        .input("x", from)
        .input("z", like)
        .layer("y", Reconcile.class, all.toArray());
  }

  private static Models by(Strategy by, String from, String like) {
    return reconcile(from, like, "by", by);
  }

  private static List<String> steps(Models model) {
    return CheckedSteps.of(model, "y").steps();
  }

  private static String description(Models model) {
    return CheckedSteps.of(model, "y").inference().description();
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"PAD_.*", "DECONV", "AUTO", "NEAREST", "BI.*", "AREA", "LANCZOS3", ".*_POOL"},
      mode = EnumSource.Mode.MATCH_ANY)
  void enlarges(Strategy by) {
    assertEquals("N,7,9,512", by(by, "N,5,5,512", "N,7,9,256").result());
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"CROP", "AUTO", "NEAREST", "BI.*", "AREA", "LANCZOS3", ".*_POOL"},
      mode = EnumSource.Mode.MATCH_ANY)
  void shrinks(Strategy by) {
    assertEquals("N,5,5,512", by(by, "N,7,9,512", "N,5,5,256").result());
  }

  @Test
  void eachStrategyIsAnOperation() {
    Models up = by(Strategy.BICUBIC, "N,5,5,512", "N,19,19,512");
    assertEquals(List.of("Resize(x) N,19,19,512"), steps(up));
    assertEquals(
        List.of("AdaptiveAvgPool(x) N,5,5,512"),
        steps(by(Strategy.AVG_POOL, "N,19,19,512", "N,5,5,512")));
    assertEquals(
        List.of("AdaptiveMaxPool(x) N,5,5,512"),
        steps(by(Strategy.MAX_POOL, "N,19,19,512", "N,5,5,512")));
    assertEquals(List.of("Crop(x) N,5,5,512"), steps(by(Strategy.CROP, "N,9,9,512", "N,5,5,512")));
    assertEquals(
        List.of("Pad(x) N,9,9,512"), steps(by(Strategy.PAD_EDGE, "N,5,5,512", "N,9,9,512")));
  }

  @Test
  void nothingIsDoneWhereSizesAreEqual() {
    Models model = reconcile("N,H,W,3", "N,H,W,8");
    assertEquals(List.of("View(x) N,H,W,3"), steps(model));
    assertEquals("fit to `z` by AUTO: sizes are equal", description(model));
  }

  @Test
  void autoDecidesEachAxis() {
    Models up = reconcile("N,5,5,512", "N,19,19,512");
    assertEquals("fit to `z` by AUTO: BILINEAR", description(up));
    Models down = reconcile("N,19,5,512", "N,5,5,512");
    assertEquals("fit to `z` by AUTO: AREA", description(down));
    Models both = reconcile("N,19,5,512", "N,5,19,512");
    assertEquals("fit to `z` by AUTO: AREA, then BILINEAR", description(both));
    assertEquals(List.of("Resize(x) N,5,5,512", "Resize(#0) N,5,19,512"), steps(both));
  }

  @Test
  void autoDecidesSymbolsByProof() {
    assertEquals("fit to `z` by AUTO: BILINEAR", description(reconcile("N,H/2,H/2,3", "N,H,H,3")));
    assertEquals(
        "fit to `z` by AUTO: AREA", description(reconcile("N,H,H,3", "N,ceil(H/2),ceil(H/2),3")));
    assertEquals(
        "fit to `z` by AUTO: AREA", description(reconcile("N,H,H,3", "N,K,K,3").where("H >= K")));
    Models both = reconcile("N,H,K,3", "N,K,H,3").where("H >= K");
    assertEquals(List.of("Resize(x) N,K,K,3", "Resize(#0) N,K,H,3"), steps(both));
  }

  @Test
  void autoLeavesToEachCallWhatNoProofDecides() {
    Models model = reconcile("N,5,5,8", "N,H,W,16");
    assertEquals(List.of("ResizeByCall(x) N,H,W,8"), steps(model));
    assertEquals(
        "fit to `z` by AUTO: AREA where smaller, BILINEAR where larger, by each call's sizes",
        description(model));
    assertEquals(List.of(), model.demands());
    assertEquals(
        List.of("ResizeByCall(x) N,8,H,W"),
        steps(reconcile("N,8,5,5", "N,16,H,W").channelsFirst()));
    assertEquals(List.of("ResizeByCall(x) N,K,8"), steps(reconcile("N,H,8", "N,K,4").axes(1)));
    assertEquals(
        List.of("ResizeByCall(x) N,8,K"),
        steps(reconcile("N,8,H", "N,4,K").axes(1).channelsFirst()));
    assertEquals(
        List.of("ResizeByCall(x) N,E,H,W,8"), steps(reconcile("N,D,H,W,8", "N,E,H,W,4").axes(3)));
    assertEquals(
        List.of("ResizeByCall(x) N,8,D,H,K"),
        steps(reconcile("N,8,D,H,W", "N,4,D,H,K", "axes", 3).channelsFirst()));
  }

  @Test
  void oneUndecidedAxisLeavesAllToTheCall() {
    assertEquals(List.of("ResizeByCall(x) N,K,4,3"), steps(reconcile("N,H,8,3", "N,K,4,3")));
    assertEquals(List.of("ResizeByCall(x) N,H,W,3"), steps(reconcile("N,64,W/2,3", "N,H,W,3")));
  }

  @Test
  void whatACallFitsCanBeCombined() {
    assertEquals(
        List.of("ResizeByCall(x) N,H,W,8", "Add(#0,z) N,H,W,8"),
        steps(reconcile("N,5,5,8", "N,H,W,8", "combine", Combine.ADD)));
    assertEquals(
        List.of("ResizeByCall(x) N,H,W,8", "Conv(#0,kernel,bias) N,H,W,4", "Join(#1,z) N,H,W,8"),
        steps(
            reconcile(
                "N,5,5,8", "N,H,W,4", "channels", Channels.MATCH, "combine", Combine.CONCAT)));
  }

  @Test
  void cropsAndPadsKnowTheirBounds() {
    assertEquals(
        "SP208 y.Reconcile.like `y` cuts a height of 9 out of `x`, whose height is only 5",
        by(Strategy.CROP, "N,5,5,3", "N,9,5,3").fault());
    assertEquals(
        "SP208 y.Reconcile.like `y` pads to a height of 5, but that of `x` is 9 already",
        by(Strategy.PAD_CONSTANT, "N,9,5,3", "N,5,5,3").fault());
    assertEquals(List.of("H >= K"), by(Strategy.CROP, "N,H,5,3", "N,K,5,3").demands());
  }

  @Test
  void deconvIsSolvedFor() {
    Models model = by(Strategy.DECONV, "N,16,16,64", "N,256,256,3");
    assertEquals(List.of("Deconv(x,kernel,bias) N,256,256,64"), steps(model));
    assertEquals(
        List.of("kernel 16,16,64,64", "bias 64"), CheckedSteps.of(model, "y").parameters());
    assertEquals("fit to `z` by DECONV 16, stride 16", description(model));
  }

  @Test
  void deconvHoldsForEverySize() {
    Models even = by(Strategy.DECONV, "N,H/2,H/2,8", "N,H,H,8").where("H % 2 == 0");
    assertEquals("fit to `z` by DECONV 2, stride 2", description(even));
    assertEquals(
        "SP208 y.Reconcile.by `y`: no transposed convolution makes H of the height of `x`, which"
            + " is H/2, for every size",
        by(Strategy.DECONV, "N,H/2,H/2,8", "N,H,H,8").fault());
    assertEquals(
        "fit to `z` by DECONV 3, stride 2",
        description(by(Strategy.DECONV, "N,H,H,8", "N,2*H+1,2*H+1,8")));
    assertEquals(
        "fit to `z` by DECONV 2, stride 2, pad 1",
        description(by(Strategy.DECONV, "N,H,H,8", "N,2*H-1,2*H-1,8")));
  }

  @Test
  void deconvTellsNumbersOnlyWhereAStrideComesClose() {
    assertEquals(
        List.of("H = 3: 3 against 2"),
        by(Strategy.DECONV, "N,H/2,H/2,8", "N,H,H,8").error().details());
    for (String out : List.of("H", "H + 3", "2*H")) {
      assertEquals(
          List.of(), by(Strategy.DECONV, "N,5,5,8", "N,%s,5,3".formatted(out)).error().details());
    }
    assertEquals(List.of(), by(Strategy.DECONV, "N,H,7,8", "N,H*H,7,3").error().details());
    assertEquals("N,64*H,7,8", by(Strategy.DECONV, "N,H,7,8", "N,64*H,7,3").result());
    assertEquals(
        List.of("H = 1: 65 against 64"),
        by(Strategy.DECONV, "N,H/1,7,8", "N,64*H + H % 2,7,3").error().details());
  }

  @Test
  void deconvDoesNotShrink() {
    assertEquals(
        "SP208 y.Reconcile.by `y`: no transposed convolution makes 5 of the height of `x`, which"
            + " is 9",
        by(Strategy.DECONV, "N,9,5,3", "N,5,5,3").fault());
    assertEquals(
        "SP208 y.Reconcile.by `y`: no transposed convolution makes H - 1 of the height of `x`,"
            + " which is H, for every size",
        by(Strategy.DECONV, "N,H,5,3", "N,H-1,5,3").fault());
  }

  @Test
  void aTransposedConvolutionOnlyEnlarges() {
    Models model = by(Strategy.DECONV, "N,H,5,8", "N,2*H - 5,5,8");
    assertTrue(model.demands().contains("2*H - 5 >= H"), model.demands()::toString);
    assertEquals(
        "SP403 y.Reconcile.by `y`: a transposed convolution only enlarges, but makes 2*H - 5 of the"
            + " height of `x`, which is H; it needs 2*H - 5 >= H, which H <= 4, H >= 3 rules out",
        by(Strategy.DECONV, "N,H,5,8", "N,2*H - 5,5,8").where("H <= 4").fault());
  }

  @Test
  void matchLearnsTheChannels() {
    Models model = reconcile("N,5,5,512", "N,19,19,256", "channels", Channels.MATCH);
    assertEquals(
        List.of("Resize(x) N,19,19,512", "Conv(#0,kernel,bias) N,19,19,256"), steps(model));
    assertEquals(
        List.of("kernel 1,1,512,256", "bias 256"), CheckedSteps.of(model, "y").parameters());
    Models deconv =
        reconcile("N,5,5,8", "N,10,10,4", "channels", Channels.MATCH, "by", Strategy.DECONV);
    assertEquals(
        List.of("deconvKernel 2,2,8,8", "deconvBias 8", "matchKernel 1,1,8,4", "matchBias 4"),
        CheckedSteps.of(deconv, "y").parameters());
  }

  @Test
  void combines() {
    assertEquals(
        "N,19,19,768", reconcile("N,5,5,512", "N,19,19,256", "combine", Combine.CONCAT).result());
    assertEquals(
        List.of("Resize(x) N,19,19,8", "Add(#0,z) N,19,19,8"),
        steps(reconcile("N,5,5,8", "N,19,19,8", "combine", Combine.ADD)));
    assertEquals(
        List.of("Multiply(x,z) N,H,W,8"),
        steps(reconcile("N,H,W,8", "N,H,W,8", "combine", Combine.MULTIPLY)));
    assertEquals(
        "SP204 y.Reconcile.combine `y` combines N,19,19,8 with `z` N,19,19,4, which differ in the"
            + " channels: 8 against 4",
        reconcile("N,5,5,8", "N,19,19,4", "combine", Combine.ADD).fault());
    assertEquals(
        "SP202 y.Reconcile.combine `y` combines N,19,19,8 with `z` M,19,19,8, which differ in the"
            + " batch: N against M",
        reconcile("N,5,5,8", "M,19,19,8", "combine", Combine.CONCAT).fault());
  }

  @Test
  void otherLayoutsAndAxes() {
    assertEquals(
        "N,12,19,19",
        reconcile("N,8,5,5", "N,4,19,19", "combine", Combine.CONCAT).channelsFirst().result());
    assertEquals("N,19,8", reconcile("N,5,8", "N,19,4").axes(1).result());
    assertEquals(
        "N,2,4,6,8",
        reconcile("N,1,2,3,8", "N,2,4,6,4", "axes", 3, "by", Strategy.DECONV).result());
    assertEquals(
        "SP203 y.Reconcile.like `y` works on 2 axes and needs 4 dimensions (N,H,W,C), but `z` is"
            + " N,8, which has 2",
        reconcile("N,5,5,8", "N,8").fault());
  }

  @Test
  void everyUpsamplingIsExact() {
    Proofs proofs = new Proofs(Facts.none());
    for (int n = 1; n <= 40; n++) {
      for (int t = n; t <= 130; t++) {
        Upsampling up = Upsampling.between(proofs, Dim.of(n), Dim.of(t), Site.MODEL).orElseThrow();
        assertEquals(
            t,
            (n - 1) * up.stride() + up.kernel() - 2 * up.pad() + up.outputPadding(),
            up + " of " + n);
        assertTrue(up.kernel() >= up.stride(), up.toString());
        assertTrue(up.outputPadding() < up.stride() || up.outputPadding() == 0, up.toString());
      }
    }
  }
}
