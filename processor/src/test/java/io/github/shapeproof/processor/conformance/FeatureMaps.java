package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.annotation.AdaptiveAvgPool;
import io.github.shapeproof.annotation.AdaptiveMaxPool;
import io.github.shapeproof.annotation.Crop;
import io.github.shapeproof.annotation.DepthToSpace;
import io.github.shapeproof.annotation.GlobalAvgPool;
import io.github.shapeproof.annotation.GlobalMaxPool;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Operations on feature map without a window: resize, crop, pad, pool to a size, move blocks. */
final class FeatureMaps {
  private final Question question;
  private final int axes;

  private FeatureMaps(Question question) {
    this.question = question;
    axes = question.input(0).size() - 2;
    when(question.answered() && (axes < 1 || axes > 3), Reason.RANK);
  }

  private Models model() {
    return Models.model()
        .layout(question.layout())
        .axes(Math.min(3, Math.max(1, axes)))
        .input("x", question.shape(0));
  }

  private long size(int axis) {
    return question.size(0, question.layout() == Layout.CHANNELS_LAST ? 1 + axis : 2 + axis);
  }

  /** An adaptive pool. */
  static Models adaptive(Question question) {
    FeatureMaps map = new FeatureMaps(question);
    List<Integer> size = new ArrayList<>();
    List<Object> wanted = question.list("output_size");
    int axes = question.op().charAt(question.op().length() - 2) - '0';
    when(question.answered() && map.axes != axes, Reason.RANK);
    for (int axis = 0; axis < wanted.size(); axis++) {
      boolean kept = wanted.get(axis) == null || wanted.get(axis).equals(-1L);
      when(kept && map.axes != axes, Reason.RANK);
      size.add(kept ? (int) map.size(axis) : ((Number) wanted.get(axis)).intValue());
    }
    boolean max = question.op().contains("max");
    return map.model()
        .axes(axes)
        .layer("y", max ? AdaptiveMaxPool.class : AdaptiveAvgPool.class, "size", size);
  }

  /** A global pool. */
  static Models global(Question question) {
    when(question.op().contains("lp"), Reason.NO_OPERATION);
    FeatureMaps map = new FeatureMaps(question);
    boolean keep = question.isFrom("onnxruntime") || question.flag("keepdims");
    boolean max = question.op().contains("max");
    when(
        question.isFrom("dl4j")
            && (!question.answered() || (keep && question.layout() == Layout.CHANNELS_LAST)),
        Reason.DL4J_GLOBAL_POOL);
    int axes =
        question.isFrom("keras") ? question.op().charAt(question.op().length() - 2) - '0' : 0;
    return map.model()
        .layer(
            "y", max ? GlobalMaxPool.class : GlobalAvgPool.class, "keepDims", keep, "axes", axes);
  }

  /** Interpolation to a size, or by a scale. */
  static Models resize(Question question) {
    when(question.has("keep_aspect_ratio_policy"), Reason.NO_OPERATION);
    String coordinates = question.word("coordinate_transformation_mode");
    when(
        coordinates.equals("asymmetric") || coordinates.equals("half_pixel_symmetric"),
        Reason.NO_OPERATION);
    FeatureMaps map = new FeatureMaps(question);
    ResizeMethod method = method(question);
    List<Object> attributes = new ArrayList<>(List.of("method", method));
    if (question.flag("align_corners") || coordinates.equals("align_corners")) {
      when(method != ResizeMethod.BILINEAR && method != ResizeMethod.BICUBIC, Reason.NO_OPERATION);
      attributes.addAll(List.of("alignCorners", true));
    }
    map.checkResize();
    if (question.has("size")) {
      attributes.addAll(List.of("size", question.numbers("size")));
    } else {
      String name = question.has("factor") ? "factor" : "scale_factor";
      attributes.addAll(List.of("scale", question.reals(name)));
    }
    return map.model().layer("y", Resize.class, attributes.toArray());
  }

  private static ResizeMethod method(Question question) {
    return switch (question.word("mode")) {
      case "linear", "bilinear", "trilinear" -> ResizeMethod.BILINEAR;
      case "cubic", "bicubic" -> ResizeMethod.BICUBIC;
      case "area" -> ResizeMethod.AREA;
      default -> ResizeMethod.NEAREST;
    };
  }

  private void checkResize() {
    if (!question.answered()) {
      String mode = question.word("mode");
      int only =
          switch (mode) {
            case "linear" -> question.isFrom("pytorch") ? 1 : axes;
            case "bilinear", "bicubic", "cubic" -> 2;
            case "trilinear" -> 3;
            default -> axes;
          };
      boolean other = question.has("size") && question.numbers("size").size() != axes;
      boolean only2d = question.isFrom("tensorflow") && axes != 2;
      when(axes != only || other || only2d, Reason.RESIZE_RANKS);
      when(
          question.isFrom("onnxruntime")
              && question.op().equals("upsample")
              && question.reals("scale_factor").stream().anyMatch(s -> s < 1),
          Reason.ONNX_UPSAMPLE);
    }
    if (question.has("scale_factor")) {
      List<Double> scales = question.reals("scale_factor");
      boolean single = question.isFrom("onnxruntime");
      when(
          scales.size() == axes
              && IntStream.range(0, axes).anyMatch(a -> isRounded(size(a), scales.get(a), single)),
          Reason.BINARY_SCALE);
    }
  }

  /** Whether a product that is whole in decimals falls short of it in binary. */
  private static boolean isRounded(long n, double scale, boolean single) {
    double product = single ? (float) n * (float) scale : n * scale;
    return Math.floor(product) != Math.floor(n * scale + 1e-9);
  }

  /** Padding at the borders. */
  static Models pad(Question question) {
    when(
        question.op().equals("pad") && question.word("mode").equals("circular"),
        Reason.NO_OPERATION);
    when(question.has("axes"), Reason.NO_OPERATION);
    FeatureMaps map = new FeatureMaps(question);
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    if (question.has("pads")) {
      for (Object side : question.list("pads")) {
        List<?> both = (List<?>) side;
        before.add(((Number) Objects.requireNonNull(both.get(0))).intValue());
        after.add(((Number) Objects.requireNonNull(both.get(1))).intValue());
      }
    } else {
      when(!question.has("pads_begin"), Reason.NO_OPERATION);
      map.spatial("pads_begin", before);
      map.spatial("pads_end", after);
    }
    map.checkPad(before, after);
    before.addAll(after);
    return map.model().layer("y", Pad.class, "amounts", before, "mode", mode(question));
  }

  private void spatial(String name, List<Integer> side) {
    List<Integer> all = question.numbers(name);
    when(axes < 1 || axes > 3, Reason.NO_OPERATION);
    int first = question.layout() == Layout.CHANNELS_LAST ? 1 : 2;
    int channels = question.layout() == Layout.CHANNELS_LAST ? axes + 1 : 1;
    when(all.get(0) != 0 || all.get(channels) != 0, Reason.NO_OPERATION);
    side.addAll(all.subList(first, first + axes));
  }

  private void checkPad(List<Integer> before, List<Integer> after) {
    boolean negative =
        IntStream.concat(before.stream().mapToInt(n -> n), after.stream().mapToInt(n -> n))
            .anyMatch(n -> n < 0);
    when(question.answered() && negative, Reason.OUT_OF_RANGE);
    PadMode mode = mode(question);
    when(
        question.answered()
            && (question.isFrom("keras", "onnxruntime") || !question.executed())
            && mode != PadMode.CONSTANT
            && IntStream.range(0, axes)
                .anyMatch(a -> Math.max(before.get(a), after.get(a)) >= size(a)),
        Reason.REFLECT_TOO_FAR);
  }

  private static PadMode mode(Question question) {
    return switch (question.word("mode")) {
      case "reflect" -> PadMode.REFLECT;
      case "symmetric" -> PadMode.SYMMETRIC;
      case "replicate" -> PadMode.EDGE;
      default -> PadMode.CONSTANT;
    };
  }

  /** Cropping by amounts. */
  static Models crop(Question question) {
    FeatureMaps map = new FeatureMaps(question);
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    List<Integer> flat = new ArrayList<>();
    for (Object crop : question.list("crops")) {
      List<?> both = crop instanceof List<?> list ? list : List.of(crop);
      both.forEach(n -> flat.add(((Number) Objects.requireNonNull(n)).intValue()));
    }
    for (int i = 0; i < flat.size(); i += 2) {
      before.add(flat.get(i));
      after.add(flat.get(i + 1));
    }
    before.addAll(after);
    return map.model().layer("y", Crop.class, "amounts", before);
  }

  /** Cropping to a size. */
  static Models centerCrop(Question question) {
    FeatureMaps map = new FeatureMaps(question);
    List<Integer> size = question.numbers("size");
    when(
        question.answered()
            && IntStream.range(0, map.axes).anyMatch(a -> size.get(a) > map.size(a)),
        Reason.KERAS_CENTER_CROP);
    return map.model().layer("y", Crop.class, "size", size);
  }

  /** Blocks of space into channels and back. */
  static Models blocks(Question question) {
    int rank = question.input(0).size();
    when(rank != 4, Reason.RANK);
    when(question.input(0).stream().anyMatch(Objects::isNull), Reason.UNKNOWN_SIZES);
    FeatureMaps map = new FeatureMaps(question);
    int factor = question.number("factor");
    when(!question.answered() && factor == 1, Reason.BLOCK_OF_ONE);
    boolean columns = question.op().startsWith("pixel") || question.word("mode").equals("CRD");
    if (columns) {
      String pattern =
          question.op().equals("pixel_unshuffle")
              ? "n c (h a) (w b) -> n (c a b) h w"
              : "n (c a b) h w -> n c (h a) (w b)";
      String sizes = "a=%d,b=%d".formatted(factor, factor);
      return map.model().layer("y", Rearrange.class, "value", pattern, "sizes", sizes);
    }
    boolean toDepth = question.op().equals("space_to_depth");
    return map.model()
        .layer("y", toDepth ? SpaceToDepth.class : DepthToSpace.class, "block", factor);
  }
}
