package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.conv;
import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that are not those meant, and are solved for. */
final class WrongNumbersTest {
  private static final Models MAP = Models.model().input("x", "N,H,W,64");

  @Test
  void thePaddingOfAnUnevenKernelForgotten() {
    Models model =
        MAP.layer("y", Conv.class, "filters", 64, "kernel", List.of(7, 1)).shape("N,H,W,64");
    assertTrue(helps(model).contains("add padding = SAME to `y` (line 2)"), helps(model)::toString);
    assertTrue(helps(model).contains("add pad = {3, 0} to `y` (line 2)"), helps(model)::toString);
  }

  @Test
  void thePaddingOfAnUnevenKernelAlongTheOtherAxis() {
    Models model =
        MAP.layer("y", Conv.class, "filters", 64, "kernel", List.of(1, 7), "pad", List.of(3, 0))
            .shape("N,H,W,64");
    assertEquals("use pad = {0, 3} in place of {3, 0} on `y` (line 2)", helps(model).get(0));
  }

  /** PyTorch pads axis by axis, from the last one on; here all befores come first. */
  @Test
  void amountsInAnotherOrder() {
    Models model = MAP.layer("y", Pad.class, "amounts", List.of(0, 1, 0, 1)).shape("N,H+1,W+1,64");
    assertEquals(
        "use amounts = {0, 0, 1, 1} in place of {0, 1, 0, 1} on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void noPaddingIsLeftOut() {
    Models model =
        MAP.layer("y", Conv.class, "filters", 64, "kernel", 3, "pad", 1).shape("N,H-2,W-2,64");
    assertEquals("leave out pad = 1 on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void numbersInPlaceOfCausalPadding() {
    Models model = Models.model().axes(1).input("x", "N,T,32");
    for (String gate : List.of("f", "g", "h")) {
      Object[] last =
          gate.equals("h") ? new Object[] {"pad", 4} : new Object[] {"padding", Padding.CAUSAL};
      model =
          model.layer(
              gate,
              Conv.class,
              "from",
              "x",
              "filters",
              32,
              "kernel",
              2,
              "dilation",
              4,
              last[0],
              last[1]);
    }
    assertEquals(
        "use padding = CAUSAL in place of pad = 4 on `h` (line 4)",
        helps(model.layer("z", Multiply.class, "from", List.of("f", "h"))).get(0));
  }

  /** Filters are solved for, whatever lies between them and the sizes that differ. */
  @Test
  void filtersBehindAReshape() {
    Models model = Models.model().input("x", "N,38,38,64").input("y", "N,19,19,64");
    model = conv(model, "a", "x", 84).layer("p", Reshape.class, "value", "N,_,21");
    model = conv(model, "b", "y", 84).layer("q", Reshape.class, "value", "N,_,21");
    model = model.layer("all", Concat.class, "from", List.of("p", "q"), "axis", 1);
    assertEquals(
        "use filters = 126 in place of 84 on `b` (line 5)", helps(model.shape("N,7942,21")).get(0));
  }

  @Test
  void equalNumbersOfAReshapeTogether() {
    Models model = Models.model().input("x", "N,3136");
    assertEquals(
        List.of("use value = \"N,7,7,64\" in place of \"N,8,8,64\" on `y` (line 2)"),
        helps(model.layer("y", Reshape.class, "value", "N,8,8,64")));
  }

  @Test
  void divisorsOfAReshape() {
    Models model = Models.model().input("x", "N,H/16,W/16,255");
    assertEquals(
        "use value = \"N,3*(H/16)*(W/16),85\" in place of \"N,3*(H/8)*(W/8),85\" on `y` (line 2)",
        helps(model.layer("y", Reshape.class, "value", "N,3*(H/8)*(W/8),85")).get(0));
  }

  @Test
  void nobodyDividesByOne() {
    Models model = Models.model().input("x", "N,H");
    assertEquals(
        List.of("add where = \"H % 2 == 0\" to @TensorModel"),
        helps(model.layer("y", Reshape.class, "value", "N,H/2,2")));
  }

  @Test
  void aFactorOfAReshapeForgotten() {
    Models model = Models.model().input("x", "N,H,W,36");
    assertEquals(
        List.of("use value = \"N,9*H*W,4\" in place of \"N,H*W,4\" on `y` (line 2)"),
        helps(model.layer("y", Reshape.class, "value", "N,H*W,4")));
  }

  @Test
  void theAxisOfWhatIsNoMap() {
    Models model = Models.model().input("p", "N,P,4").input("q", "N,Q,4");
    assertEquals(
        "add axis = 1 to `all` (line 3)",
        helps(model.layer("all", Concat.class, "from", List.of("p", "q"))).get(0));
  }

  @Test
  void aClaimInItsOwnWords() {
    Models model =
        MAP.layer("a", Conv.class, "filters", 8, "kernel", 1)
            .shape("N,H,W,8")
            .layer("y", Pad.class, "amounts", 2)
            .shape("N,H+5,W+5,8");
    assertTrue(
        helps(model).contains("declare `y` (line 3) as @Shape(\"N,H+4,W+4,8\")"),
        helps(model)::toString);
  }

  /** What a layer asserts of its input is what was wanted, as a claim is. */
  @Test
  void theFiltersBeforeWhatAsserts() {
    Models model = Models.model().input("x", "N,8,8,3");
    model = conv(model, "a", "x", 32).layer("y", Conv.class, "in", 64, "filters", 8, "kernel", 1);
    assertEquals(
        List.of(
            "use filters = 64 in place of 32 on `a` (line 2)",
            "use in = 32 in place of 64 on `y` (line 3)"),
        helps(model).subList(0, 2));
  }

  @Test
  void aSourceForgottenBeforeWhatAsserts() {
    Models model = Models.model().input("x", "N,8,8,16");
    model = conv(conv(conv(model, "a", "x", 16), "b", "x", 16), "c", "x", 16);
    model =
        model
            .layer("all", Concat.class, "from", List.of("b", "c"))
            .layer("y", Conv.class, "in", 48, "filters", 8, "kernel", 1);
    assertEquals(
        "use from = {\"a\", \"b\", \"c\"} in place of {\"b\", \"c\"} on `all` (line 5)",
        helps(model).get(0));
  }

  @Test
  void aScaleWhereTheSizeIsThatOfAnInput() {
    Models model =
        Models.model()
            .input("x", "N,H,W,8")
            .layer(
                "small",
                Conv.class,
                "filters",
                8,
                "kernel",
                3,
                "stride",
                2,
                "padding",
                Padding.SAME)
            .layer("y", Resize.class, "scale", 2.0)
            .shape("N,H,W,8");
    assertTrue(
        helps(model).contains("use like = \"x\" in place of scale = 2 on `y` (line 3)"),
        helps(model)::toString);
  }

  /** Nobody dilates by 27 for want of another size. */
  @Test
  void noAbsurdDilation() {
    Models model = Models.model().input("x", "N,64,64,8");
    model = model.layer("y", Conv.class, "filters", 8, "kernel", 3).shape("N,10,10,8");
    assertFalse(helps(model).toString().contains("dilation"), helps(model)::toString);
  }

  @Test
  void unitsWhereNothingElseIsLeft() {
    Models model =
        Models.model()
            .input("x", "N,10")
            .layer("d", Dense.class, "units", 100)
            .layer("y", Reshape.class, "value", "N,7,7,_")
            .shape("N,7,7,4");
    assertEquals("use units = 196 in place of 100 on `d` (line 2)", helps(model).get(0));
  }

  /** Without dimensions there are no channels to look for. */
  @Test
  void aScalarReshaped() {
    Models model = Models.model().input("x", "").input("y", "N,4");
    assertEquals(List.of(), helps(model.layer("z", Reshape.class, "from", "x", "value", "2,3")));
  }

  @Test
  void nothingToAdd() {
    Models model = Models.model().input("x", "N,4").layer("y", Add.class, "from", List.of());
    assertEquals(List.of(), helps(model));
  }

  @Test
  void factsThatOthersImplyAreNotOffered() {
    Models model =
        Models.model()
            .input("s", "C,H")
            .input("x", "N,C*H")
            .layer("y", Reshape.class, "value", "N,_,2")
            .layer("z", Reshape.class, "value", "N,_,8");
    assertEquals(List.of("add where = \"C*H % 8 == 0\" to @TensorModel"), helps(model));
  }
}
