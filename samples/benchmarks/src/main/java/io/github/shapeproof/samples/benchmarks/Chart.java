package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.samples.benchmarks.contender.Contender;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A picture of the times at batch 1: a line for each workload, a dot for each contender. */
final class Chart {
  private static final Map<Contender, String> COLORS =
      Map.of(
          Contender.OURS_LAST, "#1b5e20",
          Contender.OURS_FIRST, "#66bb6a",
          Contender.ND4J_LAST_OPEN, "#b71c1c",
          Contender.ND4J_FIRST_OPEN, "#ef9a9a",
          Contender.PYTORCH, "#ef6c00",
          Contender.ONNX_RUNTIME, "#1565c0");

  /** Ours with the result closed, ND4J as its documentation writes it. */
  private static final List<Contender> SHOWN =
      Stream.of(Contender.values()).filter(COLORS::containsKey).toList();

  /** Powers of ten of a microsecond at the left and the right edge. */
  private static final int FROM = 1;

  private static final int TO = 5;
  private static final int LEFT = 330;
  private static final int DECADE = 140;
  private static final int TOP = 60;
  private static final int LINE = 26;
  private static final int RIGHT = LEFT + (TO - FROM) * DECADE;

  private final StringBuilder svg = new StringBuilder();

  private Chart() {}

  static String of(Map<Case, Map<Contender, Double>> times) {
    return new Chart().draw(times);
  }

  private String draw(Map<Case, Map<Contender, Double>> times) {
    int rows = (int) times.keySet().stream().filter(key -> key.batch() == 1).count();
    int bottom = TOP + rows * LINE;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        RIGHT + 30,
        bottom + 30);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    legend();
    for (int power = FROM; power <= TO; power++) {
      int x = LEFT + (power - FROM) * DECADE;
      add("<path d=\"M%d %dV%d\" stroke=\"#dddddd\"/>", x, TOP - 10, bottom);
      text(x, bottom + 18, "middle", power < 3 ? tens(power) + " µs" : tens(power - 3) + " ms");
    }
    int y = TOP;
    for (Map.Entry<Case, Map<Contender, Double>> row : times.entrySet()) {
      if (row.getKey().batch() == 1) {
        row(y, row.getKey(), row.getValue());
        y += LINE;
      }
    }
    add("</svg>");
    return svg.toString();
  }

  private void legend() {
    int x = 20;
    for (Contender contender : SHOWN) {
      dot(x, 24, contender);
      text(x + 10, 28, "start", contender.title());
      x += 26 + 9 * contender.title().length();
    }
  }

  private void row(int y, Case key, Map<Contender, Double> times) {
    text(LEFT - 20, y + 4, "end", key.workload().title());
    add("<path d=\"M%d %dH%d\" stroke=\"#eeeeee\"/>", LEFT, y, RIGHT);
    SHOWN.forEach(contender -> dot(x(times.get(contender)), y, contender));
  }

  private static double x(double micros) {
    return LEFT + (Math.log10(micros) - FROM) * DECADE;
  }

  private void dot(double x, double y, Contender contender) {
    add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\" fill-opacity=\"0.85\"/>",
        x,
        y,
        COLORS.get(contender));
  }

  private void text(int x, int y, String anchor, String text) {
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
  }

  private static String tens(int power) {
    return "1" + "0".repeat(power);
  }

  private void add(String line, Object... values) {
    svg.append(String.format(Locale.ROOT, line, values)).append('\n');
  }
}
