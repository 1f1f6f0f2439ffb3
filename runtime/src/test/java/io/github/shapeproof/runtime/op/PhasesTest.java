package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Axes that grow by whole numbers, against each output's taps taken one by one. */
class PhasesTest {
  private static final int CASES = 300;
  private static final int UNTOUCHED = 12345;

  private final Random random = new Random(11);
  private final Worker worker = new Worker();

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void resizes(DataType type) {
    ResizeMethod[] methods = {
      ResizeMethod.NEAREST, ResizeMethod.BILINEAR, ResizeMethod.BICUBIC, ResizeMethod.LANCZOS3
    };
    int found = 0;
    for (int i = 0; i < CASES; i++) {
      ResizeMethod method = methods[random.nextInt(methods.length)];
      int inputs = 1 + random.nextInt(40);
      int scale = 2 + random.nextInt(7);
      Taps taps = new Interpolation(method, false).taps(inputs, inputs * scale);
      found += check(method + " by " + scale, taps, inputs, type) ? 1 : 0;
    }
    assertTrue(found > CASES / 3, found + " with phases");
  }

  /** Weights that are as arbitrary as the edges are wide. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void anyWeights(DataType type) {
    int found = 0;
    for (int i = 0; i < CASES; i++) {
      int inputs = 8 + random.nextInt(30);
      int scale = 2 + random.nextInt(4);
      found += check("any by " + scale, any(inputs, scale), inputs, type) ? 1 : 0;
    }
    assertTrue(found > CASES / 3, found + " with phases");
  }

  @Test
  void noneWhereOutputsDifferFromEachOther() {
    assertNull(phases(new Interpolation(ResizeMethod.BILINEAR, false).taps(40, 60)), "by 3/2");
    assertNull(phases(new Interpolation(ResizeMethod.BILINEAR, true).taps(40, 80)), "corners");
    assertNotNull(phases(new Interpolation(ResizeMethod.BILINEAR, false).taps(40, 80)));
  }

  private static Phases phases(Taps taps) {
    return Phases.of(taps, 40, 4, 4, DataType.FLOAT);
  }

  /** Each phase has up to five inputs somewhere near; some outputs on both sides have others. */
  private Taps any(int inputs, int scale) {
    int outputs = inputs * scale;
    int[][] near = new int[scale][];
    double[][] weights = new double[scale][];
    for (int phase = 0; phase < scale; phase++) {
      near[phase] = random.ints(1 + random.nextInt(5), -2, 3).toArray();
      weights[phase] = random.doubles(near[phase].length).toArray();
    }
    int wide = random.nextInt(outputs / 4);
    Taps.Builder taps = Taps.sums(outputs, 7);
    for (int x = 0; x < outputs; x++) {
      boolean isEdge = x < wide || x >= outputs - wide;
      int[] offsets = near[x % scale];
      for (int i = 0; i < offsets.length && !(isEdge && i == random.nextInt(5)); i++) {
        int input = Math.max(0, Math.min(inputs - 1, x / scale + offsets[i]));
        taps.tap(input, isEdge ? random.nextDouble() : weights[x % scale][i]);
      }
      taps.end();
    }
    return taps.build();
  }

  /** Returns whether there are phases at all. */
  private boolean check(String name, Taps taps, int inputs, DataType type) {
    int inner = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(90);
    int lines = 1 + random.nextInt(6);
    Phases phases = Phases.of(taps, inputs, inner, lines, type);
    if (phases == null) {
      return false;
    }
    int outputs = taps.outputs();
    int base = random.nextInt(3);
    int at = random.nextInt(3);
    Row from = Row.create(type, base + lines * inputs * inner);
    Row to = Row.create(type, at + lines * outputs * inner + 1);
    for (int i = 0; i < from.capacity(); i++) {
      from.set(i, random.nextGaussian());
    }
    to.fill(0, to.capacity(), UNTOUCHED);
    phases.apply(worker, to, at, from, base, lines);
    double tolerance = type == DataType.FLOAT ? 1e-5 : 1e-12;
    for (int i = 0; i < lines * outputs * inner; i++) {
      int line = i / (outputs * inner);
      int x = i / inner % outputs;
      double expected = taps.begin(x) == taps.begin(x + 1) ? taps.ofNothing() : 0;
      for (int tap = taps.begin(x); tap < taps.begin(x + 1); tap++) {
        int input = base + (line * inputs + taps.index(tap)) * inner + i % inner;
        expected += taps.weight(tap) * from.get(input);
      }
      String place = name + " of " + inputs + ": line " + line + ", output " + x;
      assertEquals(expected, to.get(at + i), tolerance, place);
    }
    for (int i = 0; i < at; i++) {
      assertEquals(UNTOUCHED, to.get(i), name);
    }
    assertEquals(UNTOUCHED, to.get(at + lines * outputs * inner), name);
    return true;
  }
}
