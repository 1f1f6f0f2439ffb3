package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.BatchNorm;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.GroupNorm;
import io.github.shapeproof.annotation.InstanceNorm;
import io.github.shapeproof.annotation.LayerNorm;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operations on tensors of any rank: join, add, reshape, reorder, map the last dimension. */
final class Tensors {
  private Tensors() {}

  private static Models inputs(Question question) {
    Models model = Models.model().layout(question.layout());
    for (int i = 0; i < question.inputs().size(); i++) {
      model = model.input("x" + i, question.shape(i));
    }
    return model;
  }

  private static Models input(Question question) {
    return Models.model().layout(question.layout()).input("x", question.shape(0));
  }

  private static List<String> names(Question question) {
    return IntStream.range(0, question.inputs().size()).mapToObj(i -> "x" + i).toList();
  }

  private static boolean isPartial(Question question) {
    return question.inputs().stream().anyMatch(shape -> shape.stream().anyMatch(Objects::isNull));
  }

  /** Tensors side by side. */
  static Models concat(Question question) {
    when(isPartial(question), Reason.UNKNOWN_SIZES);
    when(question.isFrom("dl4j"), Reason.DL4J_VERTEX);
    when(question.isFrom("keras") && question.inputs().size() == 1, Reason.KERAS_CONCAT_OF_ONE);
    return inputs(question)
        .layer("y", Concat.class, "from", names(question), "axis", question.number("axis"));
  }

  /** Tensors added element by element. */
  static Models add(Question question) {
    when(isPartial(question), Reason.UNKNOWN_SIZES);
    List<@Nullable Long> output = question.output().orElse(List.of());
    boolean alike = question.inputs().stream().allMatch(shape -> shape.equals(question.input(0)));
    when(question.isFrom("dl4j") && !alike, Reason.DL4J_VERTEX);
    when(
        question.word("layer").equals("Add") && (!alike || question.input(0).isEmpty()),
        Reason.KERAS_ADD);
    when(
        question.answered()
            && question.inputs().stream().anyMatch(shape -> shape.size() != output.size()),
        Reason.RANK_EXTENSION);
    when(question.answered() && !question.inputs().contains(output), Reason.TWO_WAY_BROADCAST);
    return inputs(question).layer("y", Add.class, "from", names(question));
  }

  /** A new shape for the same elements. */
  static Models reshape(Question question) {
    List<Integer> shape = question.numbers("shape");
    when(question.isFrom("dl4j"), Reason.DL4J_VERTEX);
    boolean batched = question.op().equals("reshape_keep_batch");
    when(
        question.input(0).stream().skip(batched ? 1 : 0).anyMatch(Objects::isNull)
            || (question.answered() && shape.indexOf(-1) != shape.lastIndexOf(-1)),
        Reason.UNKNOWN_SIZES);
    when(
        question.isFrom("onnxruntime") && shape.contains(0) && !question.flag("allowzero"),
        Reason.ONNX_RESHAPE_ZERO);
    String target =
        shape.stream().map(n -> n == -1 ? "_" : n.toString()).collect(Collectors.joining(","));
    if (!batched) {
      return input(question).layer("y", Reshape.class, "value", target);
    }
    when(question.input(0).isEmpty(), Reason.RANK);
    String rest = Question.text(question.input(0).subList(1, question.input(0).size()));
    String separator = rest.isEmpty() ? "" : ",";
    Long n = question.input(0).get(0);
    String batch = n == null ? "N" : n.toString();
    return Models.model()
        .input("x", batch + separator + rest)
        .layer("y", Reshape.class, "value", batch + (target.isEmpty() ? "" : "," + target));
  }

  /** All dimensions but the first made one. */
  static Models flatten(Question question) {
    boolean all =
        switch (question.op()) {
          case "flatten" -> question.number("start_dim") != 1 || question.number("end_dim") != -1;
          case "flatten_to_2d" -> question.number("axis") != 1;
          default -> false;
        };
    when(all, Reason.NO_OPERATION);
    when(question.answered() && question.input(0).size() < 2, Reason.RANK);
    Models model = input(question);
    if (question.op().equals("flatten_dense")) {
      when(question.input(0).size() == 3, Reason.DL4J_SEQUENCE);
      return model
          .layer("flat", Flatten.class)
          .layer("y", Dense.class, "units", question.number("filters"));
    }
    return model.layer("y", Flatten.class);
  }

  /** A learned map of the last dimension. */
  static Models dense(Question question) {
    when(question.answered() && question.input(0).size() < 2, Reason.RANK);
    when(
        (question.op().equals("gemm") || question.op().equals("matmul2d"))
            && question.input(0).size() != 2,
        Reason.RANK);
    Models model = Models.model().input("x", question.shape(0));
    if (question.has("units")) {
      return model.layer("y", Dense.class, "units", question.number("units"));
    }
    when(isPartial(question), Reason.UNKNOWN_SIZES);
    when(question.flag("transA") || question.input(1).size() != 2, Reason.NO_OPERATION);
    boolean outFirst = question.op().equals("linear") || question.flag("transB");
    int units = (int) question.size(1, outFirst ? 0 : 1);
    int in = (int) question.size(1, outFirst ? 1 : 0);
    if (question.inputs().size() > 2) {
      when(!question.input(2).equals(List.of((long) units)), Reason.WEIGHTS);
    }
    return model.layer("y", Dense.class, "units", units, "in", in);
  }

  /** Dimensions in another order. */
  static Models transpose(Question question) {
    int rank = question.input(0).size();
    boolean keepBatch = question.op().equals("permute_keep_batch");
    when(rank == 0 || (!keepBatch && !question.has("perm")), Reason.NO_OPERATION);
    List<Integer> order = new ArrayList<>(keepBatch ? List.of(0) : List.of());
    order.addAll(question.numbers(keepBatch ? "dims" : "perm"));
    String left =
        IntStream.range(0, rank).mapToObj(Tensors::letter).collect(Collectors.joining(" "));
    String right =
        order.stream()
            .map(i -> letter(i < 0 && !keepBatch ? i + rank : i))
            .collect(Collectors.joining(" "));
    when(!question.answered() && order.stream().anyMatch(i -> i < 0), Reason.NEGATIVE_AXES);
    return input(question).layer("y", Rearrange.class, "value", left + " -> " + right);
  }

  private static String letter(int dimension) {
    return dimension < 0 || dimension > 25 ? "z" : String.valueOf((char) ('a' + dimension));
  }

  /** Channels dealt out anew. */
  static Models channelShuffle(Question question) {
    int axes = question.input(0).size() - 2;
    when(axes < 1 || question.number("groups") < 1, Reason.RANK);
    String space = " h w d".substring(0, 2 * Math.min(axes, 3));
    return input(question)
        .layer(
            "y",
            Rearrange.class,
            "value",
            "n (g c)" + space + " -> n (c g)" + space,
            "sizes",
            "g=" + question.number("groups"));
  }

  /** A normalization, which leaves the shape as it is. */
  static Models normalization(Question question) {
    int rank = question.input(0).size();
    when(rank < 2 || rank > 5, Reason.RANK);
    Models model = input(question).axes(Math.max(1, rank - 2));
    return switch (question.op()) {
      case "batch_norm" -> {
        checkChannelAxis(question, question.layout() == Layout.CHANNELS_LAST ? rank - 1 : 1);
        when(!question.answered(), Reason.WEIGHTS);
        yield model.layer("y", BatchNorm.class);
      }
      case "instance_norm" -> {
        when(!question.answered() || rank < 3, Reason.WEIGHTS);
        yield model.layer("y", InstanceNorm.class);
      }
      case "group_norm" -> {
        String name = question.has("num_groups") ? "num_groups" : "groups";
        boolean keras = question.isFrom("keras");
        boolean weights =
            question.has("num_channels") && question.number("num_channels") != question.size(0, 1);
        when(!question.answered() && weights, Reason.WEIGHTS);
        when(question.number(name) < 0 || rank < 3, Reason.OUT_OF_RANGE);
        yield model
            .layout(keras ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST)
            .layer("y", GroupNorm.class, "groups", question.number(name));
      }
      case "layer_norm" -> {
        boolean last =
            question.has("axis")
                ? question.number("axis") == -1 || question.number("axis") == rank - 1
                : question.list("normalized_shape").size() == 1;
        when(!last, Reason.NO_OPERATION);
        when(!question.answered(), Reason.WEIGHTS);
        yield model.layout(Layout.CHANNELS_LAST).layer("y", LayerNorm.class);
      }
      default -> {
        int axis = question.number("axis");
        when(axis != 1 && axis != 1 - rank, Reason.NO_OPERATION);
        yield model
            .layout(Layout.CHANNELS_FIRST)
            .layer("y", Activation.class, "value", ActivationKind.SOFTMAX);
      }
    };
  }

  private static void checkChannelAxis(Question question, int channels) {
    if (question.has("axis")) {
      int axis = question.number("axis");
      int rank = question.input(0).size();
      when((axis < 0 ? axis + rank : axis) != channels, Reason.NO_OPERATION);
    }
  }
}
