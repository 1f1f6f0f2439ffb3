package io.github.shapeproof.processor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.DepthToSpace;
import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Space to depth and back. */
final class BlockLayersTest {
  private static final Models CHANNELS = Models.model().input("x", "N,H,8,C");

  @Test
  void blocksBecomeChannels() {
    assertEquals(
        "N,H/2,2,24",
        Models.model()
            .where("H % 4 == 0")
            .input("x", "N,H,8,3")
            .layer("y", SpaceToDepth.class, "block", List.of(2, 4))
            .result());
  }

  @Test
  void blocksDivideTheSize() {
    assertEquals(
        "SP306 y.SpaceToDepth.block[1] `y` has block = 3, which does not divide the width 8 of `x`",
        CHANNELS.layer("y", SpaceToDepth.class, "block", List.of(1, 3)).fault());
    Models open = CHANNELS.layer("y", SpaceToDepth.class, "block", 2);
    assertEquals(
        "SP306 y.SpaceToDepth.block `y` has block = 2, which does not divide the height H of `x`",
        open.fault());
    assertEquals(List.of("H = 1: 1 is not a multiple of 2"), open.error().details());
  }

  @Test
  void channelsBecomeBlocks() {
    assertEquals(
        "N,2*H,16,C/4",
        Models.model()
            .where("C % 4 == 0")
            .input("x", "N,H,8,C")
            .layer("y", DepthToSpace.class, "block", 2)
            .result());
  }

  @Test
  void blocksDivideTheChannels() {
    assertEquals(
        "SP306 y.DepthToSpace.block `y` has block = 2, 4 elements a block, which does not divide"
            + " the 10 channels of `x`",
        Models.model().input("x", "N,H,8,10").layer("y", DepthToSpace.class, "block", 2).fault());
    assertEquals(
        "SP306 y.DepthToSpace.block `y` has block = 2, 4 elements a block, which does not divide"
            + " the C channels of `x`",
        CHANNELS.layer("y", DepthToSpace.class, "block", 2).fault());
    Models even = Models.model().input("C", "C").input("x", "N,H,8,6*C/2 + 2*C");
    assertEquals(
        List.of("C = 1: 5 is not a multiple of 4"),
        even.layer("y", DepthToSpace.class, "block", 2).error().details());
  }

  @Test
  void hugeBlocksAreRefused() {
    List<Integer> huge = List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertEquals(
        "SP306",
        Models.model()
            .input("x", "N,D,H,8,C")
            .layer("y", DepthToSpace.class, "block", huge)
            .error()
            .code()
            .name());
  }
}
