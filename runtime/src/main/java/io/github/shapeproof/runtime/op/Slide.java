package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Taps;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * The windows of all outputs of an axis, by sliding: the windows of two or three inputs at every
 * place in one long loop, from those the ones of up to three times as many, and so on. What is
 * wanted of each length is picked when it is there.
 *
 * <p>Far more windows are computed than picked, and still in less time where a row is short: loops
 * over a few elements make no vector instructions.
 */
final class Slide {
  private final boolean maximum;
  private final Group[] groups;

  /**
   * The outputs whose windows are of one length.
   *
   * @param steps lead to the length, from that of the group before
   */
  private record Group(int[] outputs, Step[] steps) {}

  /**
   * Windows of another length.
   *
   * @param length of the result
   * @param first where the second of up to three parts begins
   * @param second where the third part begins, or 0
   * @param inputs how many of the later parts are single inputs, where windows are longer
   */
  private record Step(int length, int first, int second, int inputs) {}

  /**
   * @param taps whose outputs are {@link Taps#areWindows windows}
   */
  Slide(Taps taps) {
    this.maximum = taps.isMaximum();
    int[] all = IntStream.range(0, taps.outputs()).map(x -> length(taps, x)).toArray();
    int[] lengths = Arrays.stream(all).sorted().distinct().toArray();
    this.groups = new Group[lengths.length];
    for (int i = 0; i < groups.length; i++) {
      int length = lengths[i];
      int[] outputs = IntStream.range(0, all.length).filter(x -> all[x] == length).toArray();
      groups[i] = new Group(outputs, steps(i == 0 ? 1 : lengths[i - 1], length));
    }
  }

  private static int length(Taps taps, int output) {
    return taps.begin(output + 1) - taps.begin(output);
  }

  private Step[] steps(int from, int to) {
    Deque<Step> steps = new ArrayDeque<>();
    for (int length = to; length > from; ) {
      int before = maximum ? Math.max(from, (length + 2) / 3) : before(from, length);
      steps.addFirst(maximum ? ofMaxima(before, length) : ofSums(before, length));
      length = before;
    }
    return steps.toArray(Step[]::new);
  }

  /** A maximum may meet inputs twice. */
  private static Step ofMaxima(int length, int next) {
    return next <= 2 * length
        ? new Step(next, next - length, 0, 0)
        : new Step(next, length, next - length, 0);
  }

  private static int before(int from, int length) {
    int third = length % 3 == 0 ? length / 3 : 0;
    int half = length / 2;
    return third >= from ? third : half >= from ? half : Math.max(from, length - 2);
  }

  private static Step ofSums(int length, int next) {
    if (next >= 2 * length) {
      return new Step(next, length, next == 2 * length ? 0 : 2 * length, next % length);
    }
    return new Step(next, length, next == length + 2 ? length + 1 : 0, 2);
  }

  /** How many lengths there are. */
  int groups() {
    return groups.length;
  }

  /** The outputs with windows of the {@code group}-th length, ascending. */
  int[] outputs(int group) {
    return groups[group].outputs;
  }

  /**
   * The windows of the {@code group}-th length of the first {@code count} elements of a row: the
   * i-th begins at element i.
   *
   * @param found the windows of the group before, or at first the row itself
   * @param windows scratch of at least as many
   * @param unit elements from one input to the next
   * @return {@code windows}, or the row where its elements are what is wanted
   */
  Row windows(int group, Row found, Row windows, Row from, int count, int unit) {
    Row last = found;
    for (Step step : groups[group].steps) {
      int places = count - (step.length - 1) * unit;
      int first = step.first * unit;
      int second = step.second * unit;
      Row one = step.inputs == 2 ? from : last;
      Row other = step.inputs > 0 ? from : last;
      if (maximum && step.second == 0) {
        windows.max(0, last, one, first, places);
      } else if (maximum) {
        windows.max(0, last, one, first, other, second, places);
      } else if (step.second == 0) {
        windows.sum(0, last, one, first, places);
      } else {
        windows.sum(0, last, one, first, other, second, places);
      }
      last = windows;
    }
    return last;
  }
}
