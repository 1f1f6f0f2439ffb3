package io.github.shapeproof.processor.shape;

import static io.github.shapeproof.processor.shape.Texts.dim;
import static io.github.shapeproof.processor.shape.Texts.where;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionsTest {

  private static List<Requirement> requirements(String... sides) {
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < sides.length; i += 2) {
      requirements.add(new Requirement(dim(sides[i]), dim(sides[i + 1]), "layer " + i / 2));
    }
    return requirements;
  }

  @Test
  void chainsOfLayersBecomeOneBound() {
    Preconditions found =
        Preconditions.of(
            Facts.none(),
            requirements("H", "3", "H - 2", "3", "(H - 4)/2", "3", "W", "3", "H", "7"));
    assertEquals("[H >= 10, W >= 3]", found.inferred().toString());
    assertEquals("layer 2", found.inferred().get(0).requirement().label());
  }

  @Test
  void whatWhereImpliesIsDropped() {
    Facts facts = where("H % 32 == 0");
    assertEquals("[]", Preconditions.of(facts, requirements("H", "32")).inferred().toString());
    Preconditions found = Preconditions.of(facts, requirements("H/32", "2"));
    assertEquals("[H >= 64]", found.inferred().toString());
    assertEquals(BigInteger.valueOf(64), found.sizes().get("H").minimum());
  }

  @Test
  void residuesOfALongPeriodAreDescribedAtOnce() {
    List<Requirement> bound = requirements("48000*ceil(H/48000)", "64000*ceil(H/64000)");
    Preconditions found =
        assertTimeoutPreemptively(
            Duration.ofMinutes(2), () -> Preconditions.of(Facts.none(), bound));
    assertEquals("[48000*ceil(H/48000) >= 64000*ceil(H/64000)]", found.inferred().toString());
  }

  @Test
  void relationsStayExpressions() {
    Preconditions found =
        Preconditions.of(Facts.none(), requirements("H - 4", "W", "H", "W", "H", "5"));
    assertEquals("[H - 4 >= W]", found.inferred().toString());
  }

  @Test
  void nothingIsInferredAfterAContradiction() {
    Preconditions found =
        Preconditions.of(where("H <= 16"), requirements("H", "5", "H/2", "9", "W", "6"));
    assertEquals("[H >= 5, H/2 >= 9]", found.inferred().toString());
  }

  @Test
  void tellsTheSizesOfEachSymbol() {
    Preconditions found =
        Preconditions.of(where("H % 32 == 0", "W % 4 == 1", "W <= 9"), requirements("H", "50"));
    Preconditions.Sizes height = found.sizes().get("H");
    assertEquals(32, height.modulus());
    assertEquals("[0]", height.residues().toString());
    assertEquals(BigInteger.valueOf(64), height.minimum());
    assertTrue(height.maximum().isEmpty());
    Preconditions.Sizes width = found.sizes().get("W");
    assertEquals("[1]", width.residues().toString());
    assertEquals(Optional.of(BigInteger.valueOf(9)), width.maximum());
  }

  @Test
  void sizesWithoutAPatternAreNotSaidAsOne() {
    Preconditions found = Preconditions.of(where("(H - 4)*(H - 7) >= 0"), List.of());
    assertTrue(found.sizes().isEmpty());
  }
}
