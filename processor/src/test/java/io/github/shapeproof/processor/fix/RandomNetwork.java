package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.BatchNorm;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.testing.Models;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Right models such as people write: convolutions, pools, transposed convolutions, resizes,
 * residual additions and skip connections, about every third layer with its {@code @Shape}.
 */
final class RandomNetwork {
  private static final int[] KERNELS = {1, 3, 3, 3, 5, 7};

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private Models model;

  RandomNetwork(Random random) {
    this.random = random;
    int size = 32 << random.nextInt(4);
    model = Models.model();
    String shape = "N,%d,%d,3".formatted(size, random.nextBoolean() ? size : size * 3 / 2);
    model = model.input("image", shape);
    names.add("image");
    shapes.add(Shape.parse(shape));
  }

  /** A model of so many layers. */
  ModelDeclaration model(int layers) {
    while (names.size() <= layers) {
      step();
    }
    return model.declaration();
  }

  private void step() {
    int size = size();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> conv(1, Padding.SAME);
      case 3 -> {
        if (size > 8) {
          conv(2, Padding.SAME);
        }
      }
      case 4 -> {
        if (size > 12) {
          conv(1, Padding.VALID);
        }
      }
      case 5 -> {
        if (size > 8) {
          layer(random.nextBoolean() ? MaxPool.class : AvgPool.class, "kernel", 2);
        }
      }
      case 6 -> {
        if (size < 64) {
          deconv();
        }
      }
      case 7 -> layer(Activation.class, "value", ActivationKind.RELU);
      case 8 -> layer(BatchNorm.class);
      case 9 -> residual();
      case 10 -> skip();
      default -> {
        if (size < 64) {
          layer(Resize.class, "size", List.of(size * 2, sizes(shapes.size() - 1)[1] * 2));
        }
      }
    }
  }

  private void conv(int stride, Padding padding) {
    int kernel = KERNELS[random.nextInt(KERNELS.length)];
    int filters = 16 << random.nextInt(4);
    if (stride == 1) {
      layer(Conv.class, "filters", filters, "kernel", kernel, "padding", padding);
    } else {
      layer(Conv.class, "filters", filters, "kernel", 3, "stride", stride, "padding", padding);
    }
  }

  private void deconv() {
    int filters = 16 << random.nextInt(4);
    switch (random.nextInt(3)) {
      case 0 -> layer(Deconv.class, "filters", filters, "kernel", 2, "stride", 2);
      case 1 ->
          layer(
              Deconv.class, "filters", filters, "kernel", 3, "stride", 2, "padding", Padding.SAME);
      default ->
          layer(
              Deconv.class,
              "filters",
              filters,
              "kernel",
              3,
              "stride",
              2,
              "pad",
              1,
              "outputPadding",
              1);
    }
  }

  /** Two convolutions and the sum with what went in. */
  private void residual() {
    String above = names.get(names.size() - 1);
    Shape shape = shapes.get(shapes.size() - 1);
    int channels = shape.last(0).constant().intValue();
    layer(Conv.class, "filters", channels, "kernel", 3, "padding", Padding.SAME);
    layer(Conv.class, "filters", channels, "kernel", 3, "padding", Padding.SAME);
    layer(Add.class, "from", List.of(names.get(names.size() - 1), above));
  }

  /** A concatenation with an earlier tensor, brought to its size where needed. */
  private void skip() {
    int other = random.nextInt(names.size());
    int last = names.size() - 1;
    if (other == last || other == 0) {
      return;
    }
    int[] mine = sizes(last);
    int[] theirs = sizes(other);
    if (mine[0] != theirs[0] || mine[1] != theirs[1]) {
      layer(Resize.class, "like", names.get(other));
    }
    layer(Concat.class, "from", List.of(names.get(names.size() - 1), names.get(other)));
    layer(Conv.class, "filters", 32, "kernel", 1);
  }

  private int size() {
    int[] sizes = sizes(shapes.size() - 1);
    return Math.min(sizes[0], sizes[1]);
  }

  private int[] sizes(int tensor) {
    Shape shape = shapes.get(tensor);
    return new int[] {
      shape.dims().get(1).constant().intValue(), shape.dims().get(2).constant().intValue()
    };
  }

  private void layer(Class<? extends Annotation> type, Object... attributes) {
    String name = type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + names.size();
    model = model.layer(name, type, attributes);
    Shape shape = Shape.parse(model.result());
    names.add(name);
    shapes.add(shape);
    if (random.nextInt(3) == 0) {
      model = model.shape(shape.toString());
    }
  }
}
