package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.DepthToSpace;
import io.github.shapeproof.annotation.GatedConcat;
import io.github.shapeproof.annotation.MaskedAdd;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nouns agree with their numbers, and counterexamples tell numbers in the order of the sentence.
 */
class WordingTest {
  private static final Models ONE = Models.model().input("x", "N,4,4,1");

  private static void says(String words, Models model) {
    assertTrue(model.fault().contains(words), model::fault);
  }

  private static void counts(String counterexample, Models model) {
    assertEquals(List.of(counterexample), model.error().details());
  }

  @Test
  void oneOfAThing() {
    says("the 1 channel of", ONE.layer("y", DepthToSpace.class, "block", 2));
    says("its 1 input channel", ONE.layer("y", Conv.class, "kernel", 1, "filters", 2, "groups", 2));
    says(
        "wants 1 channel but",
        Models.model().input("x", "N,4").layer("y", Dense.class, "units", 3, "in", 1));
    says(
        "states 1 channel", ONE.layer("y", Conv.class, "kernel", 1, "filters", 2).shape("N,4,4,1"));
    says("takes 1 dimension, but", ONE.layer("y", Rearrange.class, "value", "a -> a"));
    says(
        "only the last dimension is known",
        Models.model()
            .input("x", "...,8")
            .layer("y", Concat.class, "from", List.of("x", "x"), "axis", 0));
    says(
        "only the last 2 dimensions are known",
        Models.model()
            .input("x", "...,8,8")
            .layer("y", Concat.class, "from", List.of("x", "x"), "axis", 0));
    says(
        "holds 1 element, but",
        Models.model().input("x", "2").layer("y", Reshape.class, "value", "1"));
  }

  @Test
  void counterexamplesInTheOrderOfTheSentence() {
    Models masked = Models.model().input("x", "N,5,5,4").input("m", "N,H,5,1");
    says(
        "differ in the height: H against 5",
        masked.layer("y", MaskedAdd.class, "from", List.of("x", "x"), "mask", "m"));
    counts(
        "H = 1: 1 against 5",
        masked.layer("y", MaskedAdd.class, "from", List.of("x", "x"), "mask", "m"));
    Models gated = Models.model().input("f", "5,2,2,4").input("i", "N,4,4,3");
    says(
        "differ in the batch: 5 against N",
        gated.layer("y", GatedConcat.class, "from", List.of("f", "i")));
    counts("N = 1: 5 against 1", gated.layer("y", GatedConcat.class, "from", List.of("f", "i")));
    Models reshaped = Models.model().input("x", "N,1").layer("y", Reshape.class, "value", "N,2");
    says("holds 2*N elements, but `x` N,1 holds N", reshaped);
    counts("N = 1: 2 against 1", reshaped);
    Models wanting = Models.model().input("x", "N,C").layer("y", Dense.class, "units", 2, "in", 3);
    says("wants 3 channels but `x` has C", wanting);
    counts("C = 1: 3 against 1", wanting);
  }

  @Test
  void aNeedThatFactsRuleOutIsToldOnce() {
    String text =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                @TensorModel(where = "W < 4")
                class Net {
                  @Input @Shape("N,8,W,3") INDArray x;
                  @Apply Body b;
                }
                @TensorModel
                class Body {
                  @Input @Shape("N,H,W,C") INDArray x;
                  @MaxPool(kernel = 4) INDArray y;
                }
                """)
            .compile()
            .onlyError()
            .text();
    assertEquals(
        "[SP403] `b` applies `Body`, whose kernel 4 of `y` needs W >= 4, which W < 4 rules out",
        text.lines().findFirst().orElseThrow());
  }
}
