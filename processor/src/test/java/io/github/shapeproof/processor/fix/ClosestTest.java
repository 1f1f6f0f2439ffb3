package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said where no parameter makes the shape that is wanted. */
final class ClosestTest {

  private static List<String> details(Models model) {
    return Explainer.explain(model.check()).get(0).details();
  }

  @Test
  void tellsTheClosestShapeWhereOnlyTheClaimCanGive() {
    Models model =
        Models.model()
            .input("x", "N,7,7,32")
            .layer("y", Deconv.class, "filters", 8, "kernel", 3, "stride", 2)
            .shape("N,11,97,8");
    assertEquals(
        List.of(
            "the closest found: use kernel = {11, 97} in place of 3 on `y` (line 2), which gives"
                + " N,23,109,8"),
        details(model));
  }

  @Test
  void saysNothingOfTensorsOfDifferentRank() {
    Models model =
        Models.model()
            .input("x", "N,9,9,8")
            .input("z", "N,3")
            .layer("a", Conv.class, "from", "x", "filters", 8, "kernel", 3)
            .layer("b", Add.class, "from", List.of("a", "z"));
    assertEquals(List.of(), details(model));
  }

  @Test
  void saysNothingWhereAParameterHelps() {
    Models model =
        Models.model()
            .input("x", "N,7,7,32")
            .layer("y", Conv.class, "filters", 8, "kernel", 3)
            .shape("N,7,7,8");
    assertEquals(List.of(), details(model));
  }

  @Test
  void saysNothingWhereNothingComesCloser() {
    Models model =
        Models.model()
            .input("x", "N,12,12,32")
            .layer("y", SpaceToDepth.class, "block", 2)
            .shape("N,4,4,128");
    assertEquals(List.of(), details(model));
  }
}
