package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
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

  @Test
  void demandsWhatIsProvedBySizesThatNoArgumentTells() {
    String sum =
        """
        @TensorModel(axes = 1, where = {%s})
        class Net {
          @Input @Shape("N,W,1") INDArray x;
          @Input @Shape("%s") INDArray y;
          @MaxPool(from = "x", kernel = 4) INDArray a;
          @Resize(scale = 4) INDArray b;
          @Add(from = {"b", "x"}) INDArray c;
        }
        """;
    for (GeneratedAdapter adapter :
        List.of(
            GeneratedAdapter.of(sum.formatted("\"W == H + K\", \"H == 3*K\"", "H,K")),
            GeneratedAdapter.of(sum.formatted("\"H*W % 4 == 0\", \"H % 4 == 1\"", "N,H")),
            GeneratedAdapter.of(sum.formatted("\"W == 4*H + 4*K\"", "N,2")))) {
      assertEquals(
          "width 7 must be a multiple of 4: pad to 8 (@Resize of `b`)\n"
              + "  input 'x': expected [N, W, 1] but got [1, 7, 1]",
          fault(adapter, Maps.random(1, 1, 7, 1)));
      assertArrayEquals(new long[] {1, 8, 1}, adapter.forward(Maps.random(1, 1, 8, 1)).shape());
    }
  }

  @Test
  void demandsWhatLayersNeedOfSizesThatNoArgumentTells() {
    GeneratedAdapter pool =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1, where = {"T >= 4*S", "T <= 4*S + 3"})
            class Net {
              @Input @Shape("N,T,8") INDArray x;
              @Input @Shape("N,S,8") INDArray target;
              @MaxPool(from = "x", kernel = 4) INDArray y;
              @Loss(value = MEAN_SQUARED_ERROR, target = "target") INDArray loss;
            }
            """);
    assertEquals(
        "width 3 must be at least 4: pad to 4 (kernel 4 of `y`)\n"
            + "  input 'x': expected [N, T, 8] but got [1, 3, 8]",
        fault(pool, Maps.random(1, 1, 3, 8)));
    assertArrayEquals(new long[] {1, 1, 8}, pool.forward(Maps.random(1, 1, 7, 8)).shape());
    GeneratedAdapter crop =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1, where = "T >= S + 3")
            class Net {
              @Input @Shape("N,T,8") INDArray x;
              @Input @Shape("N,S,8") INDArray unused;
              @Crop(from = "x", amounts = {3, 0}) INDArray y;
            }
            """);
    assertEquals(
        "width 3 must be at least 4: pad to 4 (crop of `y`)\n"
            + "  input 'x': expected [N, T, 8] but got [1, 3, 8]",
        fault(crop, Maps.random(1, 1, 3, 8)));
    GeneratedAdapter nowhere =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1, where = "H >= 4*K")
            class Net {
              @Input @Shape("N,H,1") INDArray x;
              @MaxPool(kernel = 4) INDArray y;
            }
            """);
    assertEquals(
        "width 3 must be at least 4: pad to 4 (kernel 4 of `y`)\n"
            + "  input 'x': expected [N, H, 1] but got [1, 3, 1]",
        fault(nowhere, Maps.random(1, 1, 3, 1)));
  }

  /** {@code K} and {@code M} are given to a call of {@code loss} only. */
  @Test
  void asksForNoSizeThatCancelsOut() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = {"H + K >= K + 8", "M % 2 == M % 2"})
            class Net {
              @Input @Shape("N,H,W,3") INDArray x;
              @Input @Shape("K,M") INDArray y;
              @Input @Shape("K,M") INDArray target;
              @Activation(from = "x", value = RELU) @Output INDArray z;
              @Loss(from = "y", value = MEAN_SQUARED_ERROR, target = "target") INDArray loss;
            }
            """);
    assertArrayEquals(new long[] {1, 8, 5, 3}, adapter.forward(Maps.random(1, 1, 8, 5, 3)).shape());
    String message =
        assertThrows(
                ShapeMismatchException.class, () -> adapter.forward(Maps.random(1, 1, 7, 5, 3)))
            .getMessage();
    assertTrue(message.contains("height 7 must be at least 8: pad to 8"), message);
  }

  @Test
  void demandsWhatAFitReliesOn() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1, where = {"H >= K", "K >= 2*L", "H <= M", "M <= K", "K >= 4"})
            class Net {
              @Input @Shape("N,H,1") INDArray x;
              @Input @Shape("N,L,1") INDArray low;
              @Reconcile(from = "low", like = "x") INDArray y;
            }
            """);
    assertEquals(
        "H >= L does not hold with H = 4, L = 5 (@Reconcile of `y`)\n"
            + "  input 'x': expected [N, H, 1] but got [1, 4, 1]\n"
            + "  input 'low': expected [N, L, 1] but got [1, 5, 1]",
        fault(adapter, Maps.random(1, 1, 4, 1), Maps.random(1, 1, 5, 1)));
  }

  @Test
  void takesSymbolsFromSizesThatOnlyAmountToThem() {
    String parts = "C/2 + ceil(C / 2)";
    GeneratedAdapter learned =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,C") INDArray x;
              @Activation(RELU) @Shape("N,%s") INDArray a;
              @Dense(units = 8) INDArray b;
            }
            """
                .formatted(parts),
            Weights.builder()
                .put("b/kernel", Maps.random(1, 9, 8))
                .put("b/bias", Maps.random(1, 8))
                .build());
    assertArrayEquals(new long[] {2, 8}, learned.forward(Maps.random(1, 2, 9)).shape());
    assertEquals(
        "input 'x': expected [N, C] but got [2, 8]: dimension 1 is 8, must be 9 as C in weight"
            + " 'b/kernel' [9, 8]",
        fault(learned, Maps.random(1, 2, 8)));
    GeneratedAdapter given =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,%s") INDArray x;
              @Activation(RELU) @Shape("N,C") INDArray a;
            }
            """
                .formatted(parts));
    assertArrayEquals(new long[] {2, 7}, given.forward(Maps.random(1, 2, 7)).shape());
  }

  @Test
  void neverWraps() {
    GeneratedAdapter power =
        GeneratedAdapter.of(
            """
            @TensorModel(where = "H*H*H*H <= 100000")
            class Net {
              @Input @Shape("N,H") INDArray x;
              @Activation(RELU) INDArray y;
            }
            """);
    assertEquals(
        "H*H*H*H <= 100000 is beyond 2^63 - 1 with H = 65536\n"
            + "  input 'x': expected [N, H] but got [1, 65536]",
        fault(power, Maps.random(1, 1, 65536)));
    assertArrayEquals(new long[] {1, 17}, power.forward(Maps.random(1, 1, 17)).shape());
    GeneratedAdapter square =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H") INDArray x;
              @Input @Shape("N,H*H*H*H*H - 2*H,1") INDArray y;
              @Activation(value = RELU, from = "x") @Output INDArray a;
              @Activation(value = RELU, from = "y") @Output INDArray b;
            }
            """);
    assertEquals(
        "input 'y': expected [N, H*H*H*H*H - 2*H, 1] but got [1, 4, 1]: dimension 1 (width) is 4,"
            + " must be beyond 2^63 - 1 = H*H*H*H*H - 2*H with H = 65536\n"
            + "  input 'x': expected [N, H] but got [1, 65536]",
        assertThrows(
                ShapeMismatchException.class,
                () -> square.several("forward", Maps.random(1, 1, 65536), Maps.random(1, 1, 4, 1)))
            .getMessage());
    GeneratedAdapter defined =
        GeneratedAdapter.of(
            """
            @TensorModel(where = "H*H*H*H*H == K")
            class Net {
              @Input @Shape("N,H") INDArray x;
              @Activation(RELU) INDArray y;
            }
            """);
    assertEquals(
        "K would be beyond 2^63 - 1 with H = 65536\n"
            + "  input 'x': expected [N, H] but got [1, 65536]",
        fault(defined, Maps.random(1, 1, 65536)));
  }

  @Test
  void saysThatNoSymbolFits() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("2*H + 3*W,W") INDArray x;
              @Activation(RELU) INDArray y;
            }
            """);
    assertEquals(
        "no H of at least 1 fits x[0] = 7, W = 2\n"
            + "  input 'x': expected [2*H + 3*W, W] but got [7, 2]",
        fault(adapter, Maps.random(1, 7, 2)));
    assertEquals(
        "2*H + 3*W == x[0] does not hold with H = 1, W = 2, x[0] = 9\n"
            + "  input 'x': expected [2*H + 3*W, W] but got [9, 2]",
        fault(adapter, Maps.random(1, 9, 2)));
  }

  /** 5 and 6 are the halves of 11, and 6 and 5 of nothing. */
  @Test
  void findsTheSizeThatAllRoundedSizesLeave() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H/2") INDArray x;
              @Input @Shape("N,ceil(H / 2)") INDArray y;
              @Concat(from = {"x", "y"}, axis = 1) @Shape("N,H") INDArray z;
            }
            """);
    assertArrayEquals(
        new long[] {2, 11}, adapter.forward(Maps.random(1, 2, 5), Maps.random(1, 2, 6)).shape());
    assertArrayEquals(
        new long[] {2, 10}, adapter.forward(Maps.random(1, 2, 5), Maps.random(1, 2, 5)).shape());
    assertEquals(
        "ceil(H/2) == y[1] does not hold with H = 12, y[1] = 5\n"
            + "  input 'x': expected [N, H/2] but got [2, 6]\n"
            + "  input 'y': expected [N, ceil(H/2)] but got [2, 5]",
        fault(adapter, Maps.random(1, 2, 6), Maps.random(1, 2, 5)));
  }

  @Test
  void findsTheMultipleThatARoundedSizeLeaves() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = "H % 4 == 0")
            class Net {
              @Input @Shape("N,H/3") INDArray x;
              @Concat(from = {"x", "x"}, axis = 1) INDArray y;
            }
            """);
    for (int third = 1; third <= 40; third++) {
      INDArray x = Maps.random(1, 2, third);
      int h = (3 * third + 3) / 4 * 4;
      if (h / 3 == third) {
        assertArrayEquals(new long[] {2, 2 * third}, adapter.forward(x).shape());
      } else {
        assertEquals(
            "H/3 == x[1] does not hold with H = %d, x[1] = %d\n".formatted(h, third)
                + "  input 'x': expected [N, H/3] but got [2, %d]".formatted(third),
            fault(adapter, x));
      }
    }
  }
}
