package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the weights of a model say about the sizes of its inputs, for those who read about it. */
public final class LearnedSizes {
  private LearnedSizes() {}

  /**
   * A sentence for each symbol that given weights fix, or for the size itself where they leave its
   * symbols open; it names the first weight of that size.
   */
  public static List<String> sentences(List<Named> weights) {
    Set<String> fixed = SymbolBinding.ofWeights(weights).bound();
    Map<Dim, String> first = new LinkedHashMap<>();
    for (Named weight : weights) {
      for (Dim dim : weight.shape().dims()) {
        if (fixed.containsAll(dim.symbols())) {
          dim.symbols().forEach(symbol -> first.putIfAbsent(Dim.symbol(symbol), weight.name()));
        } else {
          first.putIfAbsent(dim, weight.name());
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    first.forEach(
        (size, weight) ->
            sentences.add(
                "`%s` is that of the weights that are given: `%s`."
                    .formatted(Nameless.placed(size), weight)));
    return sentences;
  }
}
