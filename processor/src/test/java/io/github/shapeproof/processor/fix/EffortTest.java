package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EffortTest {
  private static void exhaust(Effort.Share share) {
    for (int i = 0; i < 2 * share.trials(); i++) {
      share.tried(1);
    }
  }

  @Test
  void eachFindingMayTakeHalfOfWhatIsLeft() {
    Effort effort = new Effort();
    for (int trials : new int[] {4000, 2000, 1000, 500, 250, 250, 250}) {
      Effort.Share share = effort.share();
      assertEquals(trials, share.trials());
      exhaust(share);
    }
  }

  @Test
  void findingsThatAreSoonMendedLeaveTheOthersTheirShare() {
    Effort effort = new Effort();
    for (int i = 0; i < 10; i++) {
      effort.share().tried(40);
    }
    assertEquals(3997, effort.share().trials());
  }

  @Test
  void tensorsOfLargeModelsAreCountedToo() {
    Effort.Share share = new Effort().share();
    share.tried(16_000);
    share.checked(20_000);
    assertFalse(share.isSpent());
    share.checked(1);
    assertTrue(share.isSpent());
  }
}
