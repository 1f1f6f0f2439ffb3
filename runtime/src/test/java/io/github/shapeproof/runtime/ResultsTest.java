package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ResultsTest {
  @BeforeEach
  void forgetOtherTests() {
    Results.freeIdle();
  }

  @Test
  void givesTheMemoryOfAClosedResultAgain() {
    INDArray first = Results.array(DataType.FLOAT, 4, 100);
    long address = address(first);
    first.close();
    assertTrue(first.wasClosed());
    assertEquals(address, address(Results.array(DataType.FLOAT, 3, 70)));
  }

  @Test
  void givesTheMemoryOfAResultThatNobodyHasAnyMoreAgain() throws InterruptedException {
    long address = address(Results.array(DataType.FLOAT, 3, 1_000_003));
    boolean isFound = false;
    for (int i = 0; i < 100 && !isFound; i++) {
      System.gc();
      Thread.sleep(10);
      isFound = address == address(Results.array(DataType.FLOAT, 3, 1_000_003));
    }
    assertTrue(isFound);
  }

  @Test
  void keepsMemoryThatIsInUseThroughAnotherArray() throws InterruptedException {
    INDArray whole = Results.array(DataType.FLOAT, 4, 5).assign(1);
    List<INDArray> views =
        List.of(
            whole.get(NDArrayIndex.point(2), NDArrayIndex.all()),
            whole.reshape(5, 4),
            whole.permute(1, 0),
            whole.getRow(3),
            Nd4j.create(whole.data(), 20));
    whole = null;
    for (int i = 0; i < 20; i++) {
      System.gc();
      Thread.sleep(5);
      Results.array(DataType.FLOAT, 4, 5).assign(7);
    }
    for (INDArray view : views) {
      assertEquals(1, view.maxNumber().intValue());
    }
  }

  @Test
  void looksForMemoryThatNobodyHasAnyMoreBeforeItTakesMuch() {
    int length = 1 << 20;
    long most = 0;
    Set<Long> addresses = new HashSet<>();
    for (long bytes = 0; bytes < 2 * Runtime.getRuntime().maxMemory(); bytes += 4L * length) {
      addresses.add(address(Results.array(DataType.FLOAT, length)));
      most++;
    }
    assertTrue(addresses.size() < most * 3 / 4, addresses.size() + " blocks for " + most);
  }

  @Test
  void neverGivesMemoryThatIsInUse() {
    List<INDArray> open = new ArrayList<>();
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      INDArray array = Results.array(DataType.DOUBLE, 50).assign(i);
      open.add(array);
      assertTrue(addresses.add(address(array)));
    }
    for (int i = 0; i < 40; i++) {
      assertEquals(50 * i, open.get(i).sumNumber().intValue());
    }
  }

  @Test
  void wastesNoLargeBlockOnASmallResult() {
    INDArray large = Results.array(DataType.FLOAT, 1000);
    long address = address(large);
    large.close();
    assertNotEquals(address, address(Results.array(DataType.FLOAT, 400)));
  }

  @Test
  void alignsElementsForVectorInstructions() {
    for (int length = 1; length < 40; length++) {
      assertEquals(0, address(Results.array(DataType.FLOAT, length)) % 64);
    }
  }

  @Test
  void canBeClosedWhileResultsAreOpen() {
    INDArray open = Results.array(DataType.FLOAT, 10).assign(3);
    Results.array(DataType.FLOAT, 10).close();
    Results.freeIdle();
    assertEquals(30, open.sumNumber().intValue());
    open.close();
    Results.array(DataType.FLOAT, 10).close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void areArraysLikeAnyOther(DataType type) {
    INDArray array = Results.array(type, 2, 3);
    array.assign(Nd4j.linspace(1, 6, 6, type).reshape(2, 3));
    assertFalse(array.isAttached());
    assertEquals('c', array.ordering());
    assertEquals(Nd4j.linspace(1, 6, 6, type).reshape(2, 3), array);
    assertArrayEquals(
        new double[] {6, 15}, array.mmul(Nd4j.ones(type, 3, 1)).toDoubleVector(), 1e-6);
    assertEquals(9, array.get(NDArrayIndex.all(), NDArrayIndex.point(2)).sumNumber().intValue());
    assertEquals(array, array.dup());
    assertEquals(array, array.castTo(DataType.DOUBLE).castTo(type));
    assertEquals(0, Results.array(type, 0, 3).length());
    assertEquals(5, Results.array(type).assign(5).getDouble(0));
  }

  @Test
  void ofOneShapeCanBeReshapedOneByOne() {
    INDArray first = Results.array(DataType.FLOAT, 2, 3).assign(1);
    INDArray second = Results.array(DataType.FLOAT, 2, 3).assign(2);
    INDArray third = Results.array(DataType.DOUBLE, 2, 3).assign(3);
    first.permutei(1, 0);
    first.close();
    assertArrayEquals(new long[] {3, 2}, first.shape());
    assertArrayEquals(new long[] {2, 3}, second.shape());
    assertEquals(DataType.FLOAT, second.dataType());
    assertEquals(DataType.DOUBLE, third.dataType());
    assertEquals(12, second.sumNumber().intValue());
    assertArrayEquals(new long[] {2, 3}, Results.array(DataType.FLOAT, 2, 3).shape());
  }

  @Test
  void closedAreRefusedLikeAnyOther() {
    INDArray closed = Results.array(DataType.FLOAT, 2, 3).assign(1);
    DataBuffer data = closed.data();
    INDArray view = closed.getRow(1);
    closed.close();
    closed.close();
    assertThrows(RuntimeException.class, () -> closed.addi(1));
    assertThrows(RuntimeException.class, () -> closed.getDouble(0, 0));
    assertThrows(RuntimeException.class, closed::sumNumber);
    assertThrows(RuntimeException.class, data::addressPointer);
    assertThrows(RuntimeException.class, () -> data.getDouble(0));
    assertThrows(RuntimeException.class, () -> view.addi(1));
    assertFalse(closed.toString().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void outliveTheirMemoryInAStream(DataType type) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    INDArray array = Results.array(type, 2, 3).assign(4);
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(array);
      stream.writeObject(array.data());
    }
    array.close();
    Results.array(type, 2, 3).assign(5);
    ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    INDArray read = (INDArray) stream.readObject();
    assertEquals(24, read.sumNumber().intValue());
    assertEquals(4, ((DataBuffer) stream.readObject()).getInt(5));
  }

  @Test
  void serveManyThreads() {
    CompletableFuture.allOf(
            IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> useAndClose(thread)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void useAndClose(int thread) {
    for (int i = 0; i < 2000; i++) {
      try (INDArray array = Results.array(DataType.FLOAT, 16 + i % 5)) {
        array.assign(thread);
        assertEquals(thread, array.minNumber().intValue());
        assertEquals(thread, array.maxNumber().intValue());
      }
    }
  }

  private static long address(INDArray array) {
    return array.data().address();
  }
}
