package io.github.shapeproof.runtime;

import io.github.shapeproof.annotation.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as a {@link Guard} expects it.
 *
 * @param kind what it is called in messages: input or weight
 * @param text the declared shape, one item for each size
 * @param integer whether it holds the numbers of classes
 * @param layout names the dimensions of a feature map; null for weights
 */
record DeclaredArray(
    String kind,
    String name,
    String text,
    List<Size> sizes,
    boolean integer,
    @Nullable Layout layout) {

  String title() {
    return kind + " '" + name + "'";
  }

  List<String> items() {
    return Arrays.stream(text.split(",")).map(String::trim).toList();
  }

  String shape() {
    return "[" + String.join(", ", items()) + "]";
  }

  String expectedButGot(long[] actual) {
    return title() + ": expected " + shape() + " but got " + Arrays.toString(actual);
  }

  /** What is wrong before any dimension is compared, or an empty string. */
  String fault(@Nullable INDArray array, Bindings bound) {
    if (array == null) {
      return title() + " is null";
    }
    if (array.wasClosed()) {
      return title() + " is closed: its memory is freed";
    }
    if (array.isEmpty() && array.rank() == 0) {
      return title() + " is empty: expected " + shape();
    }
    return fault(array.dataType(), array.shape(), bound);
  }

  /** The same of a variable that is to be an input of a graph. */
  String fault(@Nullable SDVariable variable, SameDiff graph, Bindings bound) {
    if (variable == null) {
      return title() + " is null";
    }
    if (!GraphDefinition.isIn(graph, variable)) {
      return title() + " is a variable of another SameDiff instance";
    }
    if (variable.getShape() == null && hasLeading()) {
      return title() + " has no known rank: give a placeholder or a variable with a shape";
    }
    return fault(variable.dataType(), shape(variable), bound);
  }

  /** The sizes of a variable; of one that an operation computes SameDiff knows none. */
  long[] shape(SDVariable variable) {
    long[] known = variable.getShape();
    if (known == null) {
      known = new long[sizes.size()];
      Arrays.fill(known, GraphShape.OPEN);
    }
    return known;
  }

  /** The same, with the numbers that other arrays give to open sizes. */
  GraphShape shape(SDVariable variable, Bindings bound) {
    long[] actual = shape(variable);
    GraphShape shape = GraphShape.of(actual);
    for (Dimension dimension : dimensions(actual)) {
      if (dimension.isOpen() && !(dimension.size() instanceof Size.Leading)) {
        shape = shape.with(dimension.axis(), bound, dimension.size());
      }
    }
    return shape;
  }

  private String fault(DataType type, long[] shape, Bindings bound) {
    if (integer && !type.isIntType()) {
      return wrongType(type, shape, "an integer type");
    }
    if (!integer && type != DataType.FLOAT && type != DataType.DOUBLE) {
      return wrongType(type, shape, "FLOAT or DOUBLE");
    }
    if (!integer && !bound.agree(type)) {
      return wrongType(type, shape, bound.type() + " as the others");
    }
    int least = sizes.size() - (hasLeading() ? 1 : 0);
    if (shape.length < least || (shape.length > least && !hasLeading())) {
      return expectedButGot(shape)
          + ": rank is %d, must be %s%d"
              .formatted(shape.length, hasLeading() ? "at least " : "", least);
    }
    return "";
  }

  private String wrongType(DataType type, long[] shape, String wanted) {
    return "%s: type is %s, must be %s".formatted(expectedButGot(shape), type, wanted);
  }

  /** The dimensions of an array of a fitting rank. */
  List<Dimension> dimensions(long[] shape) {
    List<Dimension> result = new ArrayList<>();
    int axis = 0;
    for (int item = 0; item < sizes.size(); item++) {
      boolean isLeading = sizes.get(item) instanceof Size.Leading;
      int end = axis + (isLeading ? shape.length - sizes.size() + 1 : 1);
      while (axis < end) {
        result.add(new Dimension(this, item, shape, axis++));
      }
    }
    return result;
  }

  private boolean hasLeading() {
    return sizes.stream().anyMatch(Size.Leading.class::isInstance);
  }
}
