package io.github.shapeproof.processor.shape;

import static io.github.shapeproof.processor.shape.Texts.dim;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinearSystemTest {

  @Test
  void boundsThatMultiplyEndInTheBudgetAndNotInTheMemory() {
    List<Constraint> facts =
        Stream.of(
                "9*D + 20 - 6*E - G",
                "5*A + 6 - 7*G - 4*D",
                "5*I + 4*D - 6*F - 12",
                "2*A + 9 - 2*F - 3*I",
                "8*I + 8*E - 5*F - 23",
                "4*I + 15 - 3*B - 3*C",
                "8*G + 8*I - 6*F - 11",
                "2*G + 6*E - 6*B - 21",
                "3*C + 5*F - 7*I - 26",
                "9*E + 2 - 4*C - A",
                "8*G + 27 - 2*B - A",
                "6*A + 5*D - 2*F - 9",
                "64 - A - B - C - D - E - F - G - I")
            .map(text -> Constraint.nonnegative(dim(text)))
            .toList();
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertThrows(BudgetExceeded.class, () -> LinearForm.isFeasible(facts)));
  }
}
