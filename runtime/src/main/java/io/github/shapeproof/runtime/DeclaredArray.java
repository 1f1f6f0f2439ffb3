package io.github.shapeproof.runtime;

import io.github.shapeproof.annotation.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as a {@link Guard} expects it.
 *
 * @param kind what it is called in messages: input or weight
 * @param text the declared shape, one item for each size
 * @param integer whether it is a sparse target
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
    DataType type = array.dataType();
    if (integer && !type.isIntType()) {
      return title() + " has type " + type + ", must be an integer type";
    }
    if (!integer && type != DataType.FLOAT && type != DataType.DOUBLE) {
      return title() + " has type " + type + ", must be FLOAT or DOUBLE";
    }
    if (!integer && !bound.agree(type)) {
      return title() + " has type " + type + ", must be " + bound.type() + " as the others";
    }
    int least = sizes.size() - (hasLeading() ? 1 : 0);
    if (array.rank() < least || (array.rank() > least && !hasLeading())) {
      return expectedButGot(array.shape())
          + ": rank is %d, must be %s%d"
              .formatted(array.rank(), hasLeading() ? "at least " : "", least);
    }
    return "";
  }

  /** The dimensions of an array of a fitting rank, those under {@code ...} left out. */
  List<Dimension> dimensions(long[] shape) {
    List<Dimension> result = new ArrayList<>();
    int axis = 0;
    for (int item = 0; item < sizes.size(); item++) {
      if (sizes.get(item) instanceof Size.Leading) {
        axis += shape.length - sizes.size() + 1;
      } else {
        result.add(new Dimension(this, item, shape, axis++));
      }
    }
    return result;
  }

  private boolean hasLeading() {
    return sizes.stream().anyMatch(Size.Leading.class::isInstance);
  }
}
