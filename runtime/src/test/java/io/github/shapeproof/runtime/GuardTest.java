package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.shapeproof.annotation.Layout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GuardTest {
  private static final Size N = Size.symbol("N");
  private static final Size H = Size.symbol("H");
  private static final Size W = Size.symbol("W");
  private static final Size C = Size.symbol("C");

  private static final Guard TWO =
      Guard.inputs(Layout.CHANNELS_LAST)
          .array("high", "N,H,W,512", N, H, W, Size.of(512))
          .array("low", "N, H, _, 256", N, H, Size.any(), Size.of(256))
          .build();

  @Test
  void bindsSymbols() {
    Bindings bound = TWO.check(floats(2, 19, 17, 512), floats(2, 19, 5, 256));
    assertEquals(2, bound.get("N"));
    assertEquals(17, bound.get("W"));
    assertEquals(DataType.FLOAT, bound.type());
  }

  @Test
  void namesInputShapesAndDimension() {
    assertEquals(
        "input 'high': expected [N, H, W, 512] but got [1, 19, 19, 256]:"
            + " dimension 3 (channels) is 256, must be 512",
        fault(TWO, floats(1, 19, 19, 256), floats(1, 19, 5, 256)));
    assertEquals(
        "input 'low': expected [N, H, _, 256] but got [1, 18, 5, 256]:"
            + " dimension 1 (height) is 18, must be 19 as H in input 'high' [1, 19, 19, 512]",
        fault(TWO, floats(1, 19, 19, 512), floats(1, 18, 5, 256)));
    assertEquals(
        "input 'high': expected [N, H, W, 512] but got [19, 19, 512]: rank is 3, must be 4\n"
            + "input 'low' is null",
        fault(TWO, floats(19, 19, 512), null));
  }

  @Test
  void callsWhatHasNoNameByItsPlace() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("row", "N,_", N, Size.symbol("row[1]"))
            .atLeast("row[1]", 5, "kernel 5 of `y`")
            .build();
    assertEquals(
        "row[1] 4 must be at least 5: pad to 5 (kernel 5 of `y`)\n"
            + "  input 'row': expected [N, _] but got [2, 4]",
        fault(guard, floats(2, 4)));
  }

  @Test
  void refusesClosedArraysAndOtherTypes() {
    INDArray closed = Nd4j.createUninitializedDetached(DataType.FLOAT, 1, 19, 19, 512);
    closed.close();
    INDArray integers = Nd4j.zeros(DataType.INT32, 1, 19, 5, 256);
    assertEquals(
        "input 'high' is closed: its memory is freed\n"
            + "input 'low': expected [N, H, _, 256] but got [1, 19, 5, 256]: type is INT, must be"
            + " FLOAT or DOUBLE",
        fault(TWO, closed, integers));
    assertEquals(
        "input 'low': expected [N, H, _, 256] but got [1, 19, 5, 256]: type is DOUBLE, must be"
            + " FLOAT as the others",
        fault(TWO, floats(1, 19, 19, 512), Nd4j.zeros(DataType.DOUBLE, 1, 19, 5, 256)));
    Guard sparse = Guard.inputs(Layout.CHANNELS_LAST).integers("target", "N", N).build();
    assertEquals(3, sparse.check(Nd4j.zeros(DataType.INT64, 3)).get("N"));
    assertEquals(
        "input 'target': expected [N] but got [3]: type is FLOAT, must be an integer type",
        fault(sparse, floats(3)));
  }

  @Test
  void looksAtEachCallAnew() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("first", "N,C", N, H)
            .array("next", "N", N)
            .build();
    INDArray first = floats(2, 3);
    INDArray next = floats(2);
    Bindings known = Bindings.none();
    for (int i = 0; i < 2; i++) {
      assertEquals(3, guard.check(known, first, next).get("H"));
    }
    assertEquals(4, guard.check(known, floats(2, 4), next).get("H"));
    assertEquals(3, guard.check(known, first, next).get("H"));
    assertThrows(ShapeMismatchException.class, () -> guard.check(known, first));
    assertThrows(ShapeMismatchException.class, () -> guard.check(known, first, null));
    assertThrows(ShapeMismatchException.class, () -> guard.check(known, first, floats(3)));
    assertThrows(
        ShapeMismatchException.class,
        () -> guard.check(known, first, Nd4j.zeros(DataType.DOUBLE, 2)));
    Bindings three = Guard.weights().array("bias", "H", H).build().check(floats(3));
    Bindings five = Guard.weights().array("bias", "H", H).build().check(floats(5));
    assertEquals(2, guard.check(three, first, next).get("N"));
    assertThrows(ShapeMismatchException.class, () -> guard.check(five, first, next));
    first.close();
    assertThrows(ShapeMismatchException.class, () -> guard.check(three, first, next));
  }

  @Test
  void solvesLinearDimensionsAndComparesExpressions() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "2*H + 1, H/2", Size.linear(2, "H", 1), half())
            .build();
    assertEquals(9, guard.check(floats(19, 4)).get("H"));
    assertEquals(
        "input 'x': expected [2*H + 1, H/2] but got [18, 4]:"
            + " dimension 0 is 18, no H makes it 2*H + 1",
        fault(guard, floats(18, 4)));
    assertEquals(
        "input 'x': expected [2*H + 1, H/2] but got [19, 5]:"
            + " dimension 1 is 5, must be 4 = H/2 with H = 9",
        fault(guard, floats(19, 5)));
  }

  @Test
  void linearDimensionsOfOneSymbolAgree() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "2*H", Size.linear(2, "H", 0))
            .array("y", "2*H + 1", Size.linear(2, "H", 1))
            .build();
    assertEquals(4, guard.check(floats(8), floats(9)).get("H"));
    assertEquals(
        "input 'y': expected [2*H + 1] but got [7]:"
            + " dimension 0 is 7, must be 9 = 2*H + 1 with H = 4\n"
            + "  input 'x': expected [2*H] but got [8]",
        fault(guard, floats(8), floats(7)));
  }

  @Test
  void symbolsAreAtLeastOne() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "2*H + 1", Size.linear(2, "H", 1))
            .define("K", b -> b.get("H") - 1)
            .build();
    assertEquals(1, guard.check(floats(5)).get("K"));
    assertEquals(
        "no K of at least 1 fits H = 1\n  input 'x': expected [2*H + 1] but got [3]",
        fault(guard, floats(3)));
    assertEquals(
        "input 'x': expected [2*H + 1] but got [1]: dimension 0 is 1, no H makes it 2*H + 1",
        fault(guard, floats(1)));
  }

  @Test
  void leadingDimensionsAreFree() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "..., C", Size.leading(), Size.symbol("C"))
            .build();
    assertEquals(4, guard.check(floats(2, 3, 4)).get("C"));
    assertEquals(4, guard.check(floats(4)).get("C"));
    assertEquals(
        "input 'x': expected [..., C] but got [2, 0, 4]: dimension 1 (width) is 0,"
            + " must be at least 1",
        fault(guard, floats(2, 0, 4)));
  }

  @Test
  void anEmptyDimensionIsNoMeasureOfOthers() {
    assertEquals(
        "input 'high': expected [N, H, W, 512] but got [0, 19, 19, 512]: dimension 0 (batch) is 0,"
            + " must be at least 1",
        fault(TWO, floats(0, 19, 19, 512), floats(2, 19, 5, 256)));
  }

  @Test
  void noArrayIsEmpty() {
    Guard scalar = Guard.inputs(Layout.CHANNELS_LAST).array("x", "").build();
    scalar.check(Nd4j.scalar(1f));
    assertEquals("input 'x' is empty: expected []", fault(scalar, Nd4j.empty(DataType.FLOAT)));
    Guard matrix = Guard.inputs(Layout.CHANNELS_LAST).array("x", "N,4", N, Size.of(4)).build();
    assertEquals(
        "input 'x': expected [N, 4] but got [0, 4]: dimension 0 is 0, must be at least 1",
        fault(matrix, floats(0, 4)));
  }

  @Test
  void advisesTheNextGoodSize() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_FIRST)
            .array("x", "N,3,H,W", N, Size.of(3), H, W)
            .multiple("H", 32, 0, 64, "skip 'up4'")
            .atLeast("W", 5, "")
            .fact("H >= W", b -> b.get("H") >= b.get("W"), "crop 'c'")
            .build();
    guard.check(floats(1, 3, 64, 64));
    assertEquals(
        "height 33 must be a multiple of 32: pad to 64 (skip 'up4')\n"
            + "  input 'x': expected [N, 3, H, W] but got [1, 3, 33, 6]",
        fault(guard, floats(1, 3, 33, 6)));
    assertEquals(
        "height 32 must be a multiple of 32, at least 64: pad to 64 (skip 'up4')\n"
            + "width 4 must be at least 5: pad to 5\n"
            + "  input 'x': expected [N, 3, H, W] but got [1, 3, 32, 4]",
        fault(guard, floats(1, 3, 32, 4)));
    assertEquals(
        "H >= W does not hold with H = 64, W = 65 (crop 'c')\n"
            + "  input 'x': expected [N, 3, H, W] but got [1, 3, 64, 65]",
        fault(guard, floats(1, 3, 64, 65)));
  }

  @Test
  void advisesSizesOfArraysWhereASymbolIsOnlyAPartOfOne() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "N,4*K,2*W + 1,C", N, Size.linear(4, "K", 0), Size.linear(2, "W", 1), C)
            .multiple("K", 3, 0, 3, "")
            .atLeast("W", 5, "kernel 10 of `y`")
            .multiple("C", 4, 0, 4, "")
            .build();
    guard.check(floats(1, 12, 11, 4));
    assertEquals(
        "height 8 must be a multiple of 12: pad to 12\n"
            + "width 5 must be at least 11: pad to 11 (kernel 10 of `y`)\n"
            + "channels 6 must be a multiple of 4\n"
            + "  input 'x': expected [N, 4*K, 2*W + 1, C] but got [1, 8, 5, 6]",
        fault(guard, floats(1, 8, 5, 6)));
  }

  @Test
  void advisesNoLargerSizeWhereThatMakesASymbolSmaller() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array(
                "x", "N,20 - H,9 - 2*W,C", N, Size.linear(-1, "H", 20), Size.linear(-2, "W", 9), C)
            .atLeast("H", 5, "kernel 5 of `y`")
            .multiple("W", 2, 0, 2, "")
            .build();
    guard.check(floats(1, 15, 5, 1));
    assertEquals(
        "H 3 must be at least 5 (kernel 5 of `y`)\n"
            + "W 1 must be a multiple of 2\n"
            + "  input 'x': expected [N, 20 - H, 9 - 2*W, C] but got [1, 17, 7, 1]",
        fault(guard, floats(1, 17, 7, 1)));
  }

  @Test
  void givesNoAdviceAboutASymbolThatIsNoSize() {
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "N,W", N, W)
            .define("K", b -> b.get("W") / 2)
            .atLeast("K", 3, "`y`")
            .build();
    assertEquals(
        "K 2 must be at least 3 (`y`)\n  input 'x': expected [N, W] but got [1, 4]",
        fault(guard, floats(1, 4)));
  }

  @Test
  void namesTheArraysThatFixTheSymbols() {
    Bindings known =
        Guard.weights().array("k", "C,3", Size.symbol("C"), Size.of(3)).build().check(floats(4, 3));
    Guard guard =
        Guard.inputs(Layout.CHANNELS_LAST)
            .array("x", "N,2*H", N, Size.linear(2, "H", 0))
            .array("y", "N,W", N, W)
            .array("z", "N,H/2", N, half())
            .define("K", b -> b.get("W") - b.get("H"))
            .multiple("H", 4, 0, 4, "")
            .fact("K >= C", b -> b.get("K") >= b.get("C"), "crop of `c`")
            .build();
    guard.check(known, floats(1, 8), floats(1, 8), floats(1, 2));
    assertEquals(
        "2*H 10 must be a multiple of 8: pad to 16\n"
            + "K >= C does not hold with K = 3, C = 4 (crop of `c`)\n"
            + "  input 'x': expected [N, 2*H] but got [1, 10]\n"
            + "  input 'y': expected [N, W] but got [1, 8]\n"
            + "  weight 'k': expected [C, 3] but got [4, 3]",
        fault(guard, known, floats(1, 10), floats(1, 8), floats(1, 2)));
    assertEquals(
        "no K of at least 1 fits W = 4, H = 4\n"
            + "  input 'y': expected [N, W] but got [1, 4]\n"
            + "  input 'x': expected [N, 2*H] but got [1, 8]",
        fault(guard, known, floats(1, 8), floats(1, 4), floats(1, 2)));
    assertEquals(
        "input 'z': expected [N, H/2] but got [1, 3]: dimension 1 is 3, must be 2 = H/2 with H = 4\n"
            + "  input 'x': expected [N, 2*H] but got [1, 8]",
        fault(guard, known, floats(1, 8), floats(1, 8), floats(1, 3)));
  }

  @Test
  void listsAllThatIsWrongWithWeights() {
    Guard guard =
        Guard.weights()
            .array("conv/kernel", "3,3,C,8", Size.of(3), Size.of(3), Size.symbol("C"), Size.of(8))
            .array("conv/bias", "8", Size.of(8))
            .array("dense/kernel", "C,2", Size.symbol("C"), Size.of(2))
            .build();
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("conv/kernel", floats(3, 3, 4, 8));
    arrays.put("conv/bias", floats(8));
    arrays.put("dense/kernel", floats(4, 2));
    Bindings bound = Weights.of(arrays).check(guard);
    assertEquals(4, bound.get("C"));
    arrays.remove("conv/bias");
    arrays.put("dense/kernel", floats(5, 2));
    arrays.put("extra", null);
    Weights wrong = Weights.of(arrays);
    assertEquals(
        "weight 'conv/bias' is missing: expected [8]\n"
            + "weight 'extra' is unknown\n"
            + "weight 'dense/kernel': expected [C, 2] but got [5, 2]: dimension 0 is 5,"
            + " must be 4 as C in weight 'conv/kernel' [3, 3, 4, 8]",
        assertThrows(ShapeMismatchException.class, () -> wrong.check(guard)).getMessage());
  }

  @Test
  void weightsBindSymbolsForInputs() {
    Bindings known =
        Weights.builder()
            .put("k", floats(4))
            .build()
            .check(Guard.weights().array("k", "C", Size.symbol("C")).build());
    Guard inputs = Guard.inputs(Layout.CHANNELS_LAST).array("x", "C", Size.symbol("C")).build();
    assertEquals(4, inputs.check(known, floats(4)).get("C"));
    assertEquals(
        "input 'x': expected [C] but got [5]: dimension 0 is 5, must be 4 as C in weight 'k' [4]",
        assertThrows(ShapeMismatchException.class, () -> inputs.check(known, floats(5)))
            .getMessage());
  }

  private static Size half() {
    return Size.derived(b -> Math.floorDiv(b.get("H"), 2L));
  }

  private static INDArray floats(long... shape) {
    return Nd4j.zeros(DataType.FLOAT, shape);
  }

  private static String fault(Guard guard, INDArray... arrays) {
    return fault(guard, Bindings.none(), arrays);
  }

  private static String fault(Guard guard, Bindings known, INDArray... arrays) {
    return assertThrows(ShapeMismatchException.class, () -> guard.check(known, arrays))
        .getMessage();
  }
}
