package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What generated adapters say of inputs that break a bound. */
class AdapterGuardTest {
  @Test
  void namesTheInputsOfABoundBetweenSymbols() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,A,B,3") INDArray x;
              @Input @Shape("N,P,Q,3") INDArray y;
              @Crop(from = "x", like = "y") INDArray z;
            }
            """);
    INDArray small = Maps.random(1, 1, 3, 5, 3);
    INDArray large = Maps.random(1, 1, 4, 5, 3);
    assertEquals(
        "A >= P does not hold with A = 3, P = 4 (crop of `z`)\n"
            + "  input 'x': expected [N, A, B, 3] but got [1, 3, 5, 3]\n"
            + "  input 'y': expected [N, P, Q, 3] but got [1, 4, 5, 3]",
        assertThrows(ShapeMismatchException.class, () -> adapter.several("forward", small, large))
            .getMessage());
  }

  @Test
  void callsNamelessSizesByTheirPlaces() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = "P >= 2")
            class Net {
              @Input @Shape("N,_,_,3") INDArray x;
              @Input @Shape("N,P,4,3") INDArray y;
              @Input @Shape("P,_") INDArray row;
              @Crop(from = "x", like = "y") INDArray z;
              @Concat(from = {"row", "row"}) @Output INDArray twice;
              @Dense(from = "row", units = 2, bias = false) INDArray dense;
            }
            """,
            Weights.builder().put("dense/kernel", Maps.random(1, 5, 2)).build());
    INDArray y = Maps.random(1, 1, 4, 4, 3);
    assertEquals(
        "x[1] >= P does not hold with x[1] = 3, P = 4 (crop of `z`)\n"
            + "  input 'x': expected [N, _, _, 3] but got [1, 3, 5, 3]\n"
            + "  input 'y': expected [N, P, 4, 3] but got [1, 4, 4, 3]",
        fault(adapter, Maps.random(1, 1, 3, 5, 3), y, Maps.random(1, 4, 5)));
    assertEquals(
        "width 3 must be at least 4: pad to 4 (crop of `z`)\n"
            + "  input 'x': expected [N, _, _, 3] but got [1, 5, 3, 3]",
        fault(adapter, Maps.random(1, 1, 5, 3, 3), y, Maps.random(1, 4, 5)));
    assertEquals(
        "input 'row': expected [P, _] but got [4, 6]: dimension 1 is 6, must be 5 as in weight"
            + " 'dense/kernel' [5, 2]",
        fault(adapter, Maps.random(1, 1, 5, 5, 3), y, Maps.random(1, 4, 6)));
  }

  private static String fault(GeneratedAdapter adapter, INDArray... inputs) {
    return assertThrows(ShapeMismatchException.class, () -> adapter.several("forward", inputs))
        .getMessage();
  }

  @Test
  void advisesASizeThatMeetsAllThatIsKnown() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = "H % 4 == 0")
            class Net {
              @Input @Shape("N,H,W,3") INDArray x;
              @MaxPool(kernel = 2) INDArray a;
              @MaxPool(kernel = 5, stride = 1) INDArray b;
            }
            """);
    String message =
        assertThrows(
                ShapeMismatchException.class, () -> adapter.forward(Maps.random(1, 1, 8, 9, 3)))
            .getMessage();
    assertTrue(
        message.contains("height 8 must be a multiple of 4, at least 12: pad to 12"), message);
    assertTrue(
        message.contains("width 9 must be at least 10: pad to 10 (kernel 5 of `b`)"), message);
  }
}
