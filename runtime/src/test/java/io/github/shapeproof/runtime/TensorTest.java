package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TensorTest {
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void readsArraysViewsAndPermutationsInRowMajorOrder(DataType type) {
    INDArray array = Nd4j.arange(2 * 3 * 4 * 5).castTo(type).reshape(2, 3, 4, 5);
    INDArray view =
        array.get(
            NDArrayIndex.point(1),
            NDArrayIndex.interval(1, 3),
            NDArrayIndex.all(),
            NDArrayIndex.interval(2, 5));
    for (INDArray each :
        new INDArray[] {array, view, array.permute(0, 3, 1, 2), view.permute(2, 0, 1)}) {
      assertEquals(each, copyOf(Tensor.of(each)).array());
    }
    assertEquals(view, Tensor.of(view).array());
    assertEquals(array, Tensor.of(array).array());
  }

  @Test
  void writesThroughSlicesIntoTheArray() {
    INDArray array = Nd4j.zeros(DataType.FLOAT, 2, 3, 8);
    Tensor slice = Tensor.of(array).slice(2, 3, 5).slice(0, 1, 2);
    Row row = Row.create(DataType.FLOAT, 2);
    row.fill(0, 2, 7);
    for (int i = 0; i < 3; i++) {
      row.store(0, slice, slice.offset(0, i, 0), 2);
    }
    assertEquals(42.0, array.sumNumber().doubleValue());
    assertEquals(7.0, array.getDouble(1, 2, 4));
    assertFalse(slice.isContiguous());
    assertEquals(
        array.get(NDArrayIndex.interval(1, 2), NDArrayIndex.all(), NDArrayIndex.interval(3, 5)),
        slice.array());
  }

  @Test
  void reachesElementsBeyondTwoGibibytes() {
    long length = (1L << 29) + 100;
    try (INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', length)) {
      Tensor tensor = Tensor.of(array);
      Row row = Row.create(DataType.FLOAT, 100);
      for (long at : new long[] {length - 150, length - 100}) {
        for (int i = 0; i < 100; i++) {
          row.set(i, at - length + i);
        }
        row.store(0, tensor, at, 100);
      }
      row.load(0, tensor, length - 120, 100);
      assertEquals(-120, row.get(0));
      assertEquals(-21, row.get(99));
      assertEquals(-1, array.getFloat(length - 1));
    }
  }

  @Test
  void integersBecomeDoubles() {
    assertEquals(DataType.DOUBLE, Tensor.of(Nd4j.createFromArray(1, 2, 3)).type());
  }

  @Test
  void reshapesWhereNoCopyIsNeeded() {
    Tensor whole = Tensor.of(Nd4j.arange(24).castTo(DataType.FLOAT).reshape(2, 3, 4));
    assertArrayEquals(new long[] {6, 1, 4}, whole.reshape(6, 1, 4).shape());
    assertEquals(4, whole.reshape(6, 1, 4).stride(0));
    Tensor slice = whole.slice(2, 0, 2);
    assertTrue(slice.canReshape(6, 2));
    assertEquals(4, slice.reshape(6, 2).stride(0));
    assertFalse(slice.canReshape(12));
    assertFalse(slice.canReshape(7));
    assertThrows(IllegalStateException.class, () -> slice.reshape(2, 6));
    assertArrayEquals(new long[] {2, 3, 2, 1}, slice.reshape(2, 3, 2, 1).shape());
  }

  @Test
  void repeatsAxesOfSizeOne() {
    Tensor tensor = Tensor.of(Nd4j.linspace(1, 6, 6, DataType.FLOAT).reshape(1, 2, 1, 3));
    Tensor expanded = tensor.expand(5, 2, 4, 3);
    assertArrayEquals(new long[] {5, 2, 4, 3}, expanded.shape());
    assertEquals(tensor.offset(0, 1, 0, 2), expanded.offset(4, 1, 3, 2));
    for (long[] shape : new long[][] {{1, 4, 1, 3}, {1, 2, 1}, {1, 2, 1, 3, 1}}) {
      assertThrows(IllegalArgumentException.class, () -> tensor.expand(shape));
    }
    Tensor column = Tensor.of(Nd4j.ones(DataType.FLOAT, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> column.expand(2, 3), "the last axis");
  }

  @Test
  void scalars() {
    Tensor scalar = Tensor.of(Nd4j.scalar(3.5));
    assertEquals(0, scalar.rank());
    assertEquals(1, scalar.length());
    assertEquals(3.5, copyOf(scalar).array().getDouble(0));
    assertEquals(1, scalar.reshape(1, 1).length());
  }

  /** Reads element by element along the last axis into a fresh tensor. */
  private static Tensor copyOf(Tensor source) {
    Tensor copy = Tensor.of(Nd4j.createUninitialized(source.type(), source.shape()));
    long[] shape = source.shape();
    int rank = shape.length;
    int width = rank == 0 ? 1 : (int) shape[rank - 1];
    Row row = Row.create(source.type(), width);
    long[] index = new long[rank];
    for (long done = 0; done < source.length(); done += width) {
      long rest = done;
      for (int axis = rank - 1; axis >= 0; axis--) {
        index[axis] = rest % shape[axis];
        rest /= shape[axis];
      }
      row.load(0, source, source.offset(index), width);
      row.store(0, copy, done, width);
    }
    return copy;
  }
}
