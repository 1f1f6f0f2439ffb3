package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where the memory of arrays is that callers give, and for how long. */
class AdapterMemoryTest {
  private static final String DENSE =
      """
      @TensorModel class Net {
        @Input @Shape("N,3") INDArray x;
        @Dense(units = 2) INDArray out;
      }
      """;

  private static final WorkspaceConfiguration SMALL =
      WorkspaceConfiguration.builder().initialSize(1 << 12).policySpill(SpillPolicy.FAIL).build();

  private final INDArray kernel = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}});
  private final INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 3}});
  private final INDArray product = Nd4j.createFromArray(new float[][] {{22, 28}});

  private static GeneratedAdapter dense(INDArray kernel) {
    return GeneratedAdapter.of(
        DENSE,
        Weights.builder()
            .put("out/kernel", kernel)
            .put("out/bias", Nd4j.zeros(DataType.FLOAT, 2))
            .build());
  }

  private static MemoryWorkspace workspace() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(SMALL, "AdapterMemoryTest");
  }

  /** Writes to what the workspace gave before. */
  private static void useAgain() {
    try (MemoryWorkspace workspace = workspace()) {
      assertTrue(Nd4j.ones(DataType.FLOAT, 500).muli(99).isAttached());
    }
  }

  @Test
  void weightsThatAreCopiedOutliveTheWorkspaceOfTheCaller() {
    GeneratedAdapter columnMajor;
    GeneratedAdapter attached;
    try (MemoryWorkspace workspace = workspace()) {
      columnMajor = dense(kernel.dup('f'));
      attached = dense(kernel.dup('c'));
    }
    useAgain();
    assertEquals(product, columnMajor.forward(x));
    assertEquals(product, attached.forward(x));
  }

  @Test
  void inputsAreCopiedOutsideTheWorkspaceOfTheCaller() {
    INDArray turned = Nd4j.ones(DataType.FLOAT, 3, 4000).transpose();
    try (MemoryWorkspace workspace = workspace()) {
      INDArray out = dense(kernel).forward(turned);
      assertEquals(9, out.getFloat(3999, 0));
    }
  }

  @Test
  void copiesOfInputsAreFreedWithTheCall() {
    GeneratedAdapter adapter = dense(kernel);
    INDArray turned = Nd4j.ones(DataType.FLOAT, 3, 1_000_000).transpose();
    adapter.forward(turned).close();
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 50; i++) {
      adapter.forward(turned).close();
    }
    assertTrue(Pointer.physicalBytes() - before < 200L << 20);
  }

  @Test
  void rowsThatOverlapAreReadOneByOne() {
    INDArray data = Nd4j.createFromArray(1f, 2, 3, 100, 200, 300, 1e6f, 2e6f, 3e6f);
    INDArray repeated = Nd4j.create(data.data(), new long[] {3, 3}, new long[] {0, 1}, 0, 'c');
    INDArray sliding = Nd4j.create(data.data(), new long[] {2, 3}, new long[] {1, 1}, 0, 'c');
    GeneratedAdapter adapter = dense(kernel);
    assertEquals(Nd4j.vstack(product, product, product), adapter.forward(repeated));
    assertEquals(sliding.dup('c').mmul(kernel), adapter.forward(sliding));
  }

  @Test
  void weightsThatWereClosedAreRefused() {
    GeneratedAdapter adapter = dense(kernel);
    adapter.forward(x);
    kernel.close();
    String closed = "weight 'out/kernel' is closed: its memory is freed";
    assertEquals(
        closed, assertThrows(ShapeMismatchException.class, () -> adapter.forward(x)).getMessage());
    assertEquals(
        closed, assertThrows(ShapeMismatchException.class, () -> adapter.defined(x)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(chars = {'c', 'f'})
  void graphsGetTheWeightsThatCallsComputeWith(char order) {
    INDArray given = kernel.dup(order);
    GeneratedAdapter adapter = dense(given);
    given.muli(5);
    INDArray expected = order == 'c' ? product.mul(5) : product;
    assertEquals(expected, adapter.forward(x));
    assertEquals(expected, adapter.defined(x).get(0));
    if (order == 'f') {
      given.close();
      assertEquals(expected, adapter.defined(x).get(0));
    }
  }

  @Test
  void graphsOutliveTheWorkspaceTheyWereDefinedIn() {
    GeneratedAdapter adapter =
        DefineTest.adapter(
            """
            @TensorModel class Net {
              @Input @Shape("N,4,4,4") INDArray x;
              @BatchNorm INDArray a;
              @GroupNorm(groups = 2) INDArray b;
              @Resize(scale = 2) INDArray c;
              @Pad(amounts = {1, 1}) INDArray d;
            }
            """);
    SameDiff graph = SameDiff.create();
    SDVariable placeHolder = DefineTest.placeHolder(graph, "x", -1, 4, 4, 4);
    SDVariable out;
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager()
            .getAndActivateWorkspace(
                WorkspaceConfiguration.builder().initialSize(1 << 20).build(), "defining")) {
      out = adapter.define(graph, placeHolder).get("");
    }
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager()
            .getAndActivateWorkspace(
                WorkspaceConfiguration.builder().initialSize(1 << 20).build(), "defining")) {
      assertTrue(Nd4j.ones(DataType.FLOAT, 100_000).muli(99).isAttached());
    }
    INDArray map = Maps.random(1, 2, 4, 4, 4);
    INDArray result = graph.outputSingle(Map.of("x", map), out.name());
    assertTrue(adapter.forward(map).equalsWithEps(result, 1e-5));
  }
}
