package io.github.shapeproof.processor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Combine;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.GatedConcat;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.MaskedAdd;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Reconcile;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.testing.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Models INPUT = Models.model().input("x", "N,16,16,8");

  private static Plan plan(Models model) {
    CheckedModel checked = model.check();
    assertTrue(checked.isSound(), () -> checked.findings().toString());
    return Plan.of(checked, checked.graph().outputs());
  }

  private static Models conv(Models model, String name, String from, int filters) {
    return model.layer(
        name, Conv.class, "from", from, "filters", filters, "kernel", 3, "padding", Padding.SAME);
  }

  private static Models relu(Models model, String name, String from) {
    return model.layer(name, Activation.class, "from", from, "value", ActivationKind.RELU);
  }

  /** Each action with the place of its result. */
  private static List<String> text(Plan plan) {
    return plan.actions().stream()
        .map(action -> action.out().name() + " " + text(plan.place(action.out())))
        .toList();
  }

  private static String text(Place place) {
    if (place instanceof Place.Slice slice) {
      return "in %s %s-%s".formatted(slice.whole().name(), slice.from(), slice.to());
    }
    if (place instanceof Place.Same same) {
      return "over " + same.as().name();
    }
    return place instanceof Place.Buffer buffer ? "buffer " + buffer.slot() : "result";
  }

  @Test
  void overwritesWhatNobodyReadsAgain() {
    Models model = conv(INPUT, "a", "x", 8);
    model = relu(model, "b", "a");
    assertEquals(List.of("a result", "b over a"), text(plan(model)));
    model = relu(model, "c", "b");
    model = relu(model, "d", "b");
    assertEquals(List.of("a result", "b over a", "c result", "d over b"), text(plan(model)));
  }

  @Test
  void neverOverwritesAnInput() {
    assertEquals(List.of("a result"), text(plan(relu(INPUT, "a", "x"))));
    Models model = INPUT.layer("flat", Flatten.class);
    assertEquals(List.of("a result"), text(plan(relu(model, "a", "flat"))));
  }

  @Test
  void writesJoinedTensorsInPlace() {
    Models model = conv(INPUT, "a", "x", 4);
    model = relu(model, "b", "a");
    model = model.layer("c", Concat.class, "from", List.of("b", "x"));
    model = conv(model, "d", "c", 4);
    model = model.layer("e", Concat.class, "from", List.of("c", "d"));
    assertEquals(
        List.of("a in c 0-4", "b over a", "xCopy in c 4-12", "d in e 12-16"), text(plan(model)));
  }

  @Test
  void addsWhatIsResizedOnTheWay() {
    Models model = conv(INPUT, "a", "x", 4);
    Models small = model.layer("pool", MaxPool.class, "from", "a", "kernel", 2);
    Models fitted = small.layer("up", Resize.class, "from", "pool", "like", "a");
    Models sum = fitted.layer("sum", Add.class, "from", List.of("up", "a"));
    Plan plan = plan(sum);
    assertEquals(List.of("a result", "pool buffer 0", "sum over a"), text(plan));
    Action.Compute add = assertInstanceOf(Action.Compute.class, plan.actions().get(2));
    assertEquals("AddFitted", add.run().operation());
    assertEquals("[a, pool]", add.inputs().stream().map(PlanTest::name).toList().toString());
  }

  @Test
  void addsWhatIsReconciledOnTheWay() {
    Models model = INPUT.layer("pool", MaxPool.class, "kernel", 2);
    Models sum =
        model.layer("sum", Reconcile.class, "from", "pool", "like", "x", "combine", Combine.ADD);
    Plan plan = plan(sum);
    assertEquals(List.of("pool buffer 0", "sum result"), text(plan));
    assertEquals("AddFitted", operation(plan.actions().get(1)));
    List<Source> operands = ((Action.Compute) plan.actions().get(1)).inputs();
    assertEquals("[x, pool]", operands.stream().map(PlanTest::name).toList().toString());
    Models product =
        model.layer(
            "product", Reconcile.class, "from", "pool", "like", "x", "combine", Combine.MULTIPLY);
    assertEquals(
        List.of("MaxPool", "Resize", "Multiply"),
        plan(product).actions().stream().map(PlanTest::operation).toList());
  }

  @Test
  void masksWhatIsResizedOnTheWay() {
    Models inputs = INPUT.input("mask", "N,16,16,1");
    Models model = inputs.layer("pool", MaxPool.class, "from", "x", "kernel", 2);
    Models masked =
        model.layer("sum", MaskedAdd.class, "from", List.of("x", "pool"), "mask", "mask");
    Plan plan = plan(masked);
    assertEquals(List.of("pool buffer 0", "sum result"), text(plan));
    Action.Compute add = assertInstanceOf(Action.Compute.class, plan.actions().get(1));
    assertEquals("MaskedAddFitted", add.run().operation());
    assertEquals("[x, pool, mask]", add.inputs().stream().map(PlanTest::name).toList().toString());

    Models gated = model.layer("joined", GatedConcat.class, "from", List.of("pool", "x"));
    Plan gates = plan(gated);
    assertEquals(
        List.of("Conv", "Activation", "Resize", "GatedConcatFitted"),
        gates.actions().stream().skip(1).map(PlanTest::operation).toList());
    Action last = gates.actions().get(gates.actions().size() - 1);
    List<Source> operands = assertInstanceOf(Action.Compute.class, last).inputs();
    assertEquals("[x, pool, joined3]", operands.stream().map(PlanTest::name).toList().toString());
  }

  private static String operation(Action action) {
    return assertInstanceOf(Action.Compute.class, action).run().operation();
  }

  @Test
  void overwritesTheBaseOfAMaskUnlessTheMaskLiesInIt() {
    Models inputs = INPUT.input("apart", "N,16,16,1");
    Models model = conv(conv(inputs, "a", "x", 1), "b", "x", 7);
    model = model.layer("base", Concat.class, "from", List.of("a", "b"));
    model = model.layer("pool", MaxPool.class, "from", "x", "kernel", 2);
    Models apart =
        model.layer("sum", MaskedAdd.class, "from", List.of("base", "pool"), "mask", "apart");
    assertEquals("sum over base", text(plan(apart)).get(3));
    Models inside =
        model.layer("sum", MaskedAdd.class, "from", List.of("base", "pool"), "mask", "a");
    assertEquals("sum result", text(plan(inside)).get(3));
  }

  @Test
  void masksApartWhatIsReadTwiceOrAveragedOrNarrow() {
    Models inputs = INPUT.input("mask", "N,16,16,1").input("narrow", "N,16,1,8");
    Models model = inputs.layer("pool", MaxPool.class, "from", "x", "kernel", 2);
    model = model.layer("up", Resize.class, "from", "pool", "like", "x");
    Models narrow =
        model.layer("sum", MaskedAdd.class, "from", List.of("x", "up"), "mask", "narrow");
    assertEquals("MaskedAdd", operation(plan(narrow).actions().get(2)));
    Models masked = model.layer("sum", MaskedAdd.class, "from", List.of("x", "up"), "mask", "mask");
    assertEquals("MaskedAddFitted", operation(plan(masked).actions().get(1)));
    Models read = relu(masked, "again", "up");
    assertEquals("MaskedAdd", operation(plan(read).actions().get(2)));
    Models large = INPUT.input("large", "N,40,40,8").input("mask", "N,16,16,1");
    Models averaged =
        large.layer("sum", MaskedAdd.class, "from", List.of("x", "large"), "mask", "mask");
    assertEquals(
        List.of("Resize", "MaskedAdd"),
        plan(averaged).actions().stream().map(PlanTest::operation).toList());
  }

  @Test
  void addsApartWhatIsResizedForOthersToo() {
    Models model = INPUT.layer("pool", MaxPool.class, "kernel", 2);
    Models fitted = model.layer("up", Resize.class, "from", "pool", "like", "x");
    Models twice = fitted.layer("sum", Add.class, "from", List.of("up", "up"));
    assertEquals(List.of("pool buffer 0", "up buffer 1", "sum result"), text(plan(twice)));
    Models sum = fitted.layer("sum", Add.class, "from", List.of("up", "x"));
    assertEquals(
        List.of("pool buffer 0", "up result", "sum result", "b over up"),
        text(plan(relu(sum, "b", "up"))));
    Models three = fitted.layer("sum", Add.class, "from", List.of("x", "up", "x"));
    assertEquals(List.of("pool buffer 0", "up buffer 1", "sum result"), text(plan(three)));
  }

  private static String name(Source source) {
    return ((Source.Of) source).value().name();
  }

  @Test
  void copiesWhatIsJoinedTwice() {
    Models model = conv(INPUT, "a", "x", 4);
    model = model.layer("b", Concat.class, "from", List.of("a", "a"));
    model = model.layer("c", Concat.class, "from", List.of("a", "b"));
    assertEquals(List.of("a in b 0-4", "aCopy in b 4-8", "aCopy_ in c 0-4"), text(plan(model)));
  }

  @Test
  void givesNoTwoValuesOneName() {
    Models model = Models.model().input("x", "N,8,8,2").input("y", "N,4,4,2");
    model = model.layer("a", GatedConcat.class, "from", List.of("y", "x"));
    model = model.layer("a1", Conv.class, "from", "x", "kernel", 1, "filters", 2);
    model = relu(model, "a2", "a");
    List<String> names = plan(model).actions().stream().map(action -> action.out().name()).toList();
    assertEquals(List.of("a1_", "a2_", "a3", "a", "a1", "a2"), names);
  }

  @Test
  void keepsPartsOfAJoinedTensorThatAreReadAgain() {
    Models model = conv(INPUT, "a", "x", 4);
    model = model.layer("b", Concat.class, "from", List.of("a", "x"));
    model = relu(model, "c", "b");
    model = conv(model, "d", "a", 4);
    assertEquals("c result", text(plan(model)).get(2));
  }

  @Test
  void copiesAViewOfAPart() {
    Models model = conv(INPUT, "a", "x", 4);
    model = model.layer("b", Concat.class, "from", List.of("a", "x"));
    model = model.layer("c", Flatten.class, "from", "a");
    assertEquals(List.of("a in b 0-4", "xCopy in b 4-12", "c result"), text(plan(model)));
  }

  @Test
  void reusesBuffersOfDeadTensors() {
    Models model = INPUT;
    String from = "x";
    for (String name : List.of("a", "b", "c", "d", "e")) {
      model = conv(model, name, from, 8);
      from = name;
    }
    Plan plan = plan(model);
    assertEquals(
        List.of("a buffer 0", "b buffer 1", "c buffer 0", "d buffer 1", "e result"), text(plan));
    assertEquals("[[N,16,16,8], [N,16,16,8]]", plan.slots().toString());
    assertEquals("`4096*N` elements in 2 buffers", PlanText.memory(plan));
  }

  @Test
  void takesTheSmallestFreeBufferThatFitsElseTheLargest() {
    Plan same = plan(afterBuffersOf32And4(4));
    assertEquals("e buffer 1", text(same).get(4));
    Plan more = plan(afterBuffersOf32And4(8));
    assertEquals("e buffer 0", text(more).get(4));
    assertEquals("[[N,16,16,32], [N,16,16,4], [N,16,16,16]]", more.slots().toString());
    Plan most = plan(afterBuffersOf32And4(64));
    assertEquals("e buffer 0", text(most).get(4));
    assertEquals("[[N,16,16,64], [N,16,16,4], [N,16,16,16]]", most.slots().toString());
  }

  /** The tensor {@code e} is made when buffers of 32 and of 4 channels are free. */
  private static Models afterBuffersOf32And4(int filters) {
    Models model = conv(conv(INPUT, "a", "x", 32), "b", "x", 4);
    model = conv(conv(model, "c", "a", 16), "d", "b", 1);
    return conv(conv(model, "e", "c", filters), "f", "e", 1);
  }

  @Test
  void aBufferIsAsLargeAsAnyThatMayBeTheLargest() {
    Models model = Models.model().input("x", "N,H,H,8").input("y", "N,K,K,8");
    model = conv(conv(model, "a", "x", 8), "b", "a", 1);
    model = conv(conv(model, "c", "y", 8), "d", "c", 1);
    Plan plan = plan(model);
    assertEquals(List.of("a buffer 0", "b result", "c buffer 0", "d result"), text(plan));
    assertEquals("[[N,H,H,8, N,K,K,8]]", plan.slots().toString());
    assertEquals("`max(8*N*H*H, 8*N*K*K)` elements in 1 buffer", PlanText.memory(plan));
  }

  @Test
  void neverLetsLiveTensorsShareABuffer() {
    Models model = INPUT;
    for (int depth = 0; depth < 4; depth++) {
      model = conv(model, "down" + depth, depth == 0 ? "x" : "pool" + (depth - 1), 4 << depth);
      model = model.layer("pool" + depth, MaxPool.class, "from", "down" + depth, "kernel", 2);
    }
    String from = "pool3";
    for (int depth = 3; depth >= 0; depth--) {
      model = model.layer("up" + depth, Resize.class, "from", from, "like", "down" + depth);
      model =
          model.layer("skip" + depth, Concat.class, "from", List.of("up" + depth, "down" + depth));
      model = conv(model, "mix" + depth, "skip" + depth, 4 << depth);
      model = relu(model, "act" + depth, "mix" + depth);
      from = "act" + depth;
    }
    Plan plan = plan(model);
    assertNoClash(plan);
    assertTrue(plan.actions().stream().noneMatch(Action.Copy.class::isInstance));
  }

  /** Replays the plan, and sees each value read as it was written. */
  private static void assertNoClash(Plan plan) {
    Map<Object, Value> memory = new HashMap<>();
    for (Action action : plan.actions()) {
      List<Source> inputs = action instanceof Action.Compute compute ? compute.inputs() : List.of();
      for (Source source : inputs) {
        if (source instanceof Source.Of read
            && !(plan.place(plan.root(read.value())) instanceof Place.Input)) {
          assertTrue(parts(plan, read.value(), memory), read + " is gone before " + action.out());
        }
      }
      memory.put(cell(plan, action.out()), top(plan, action.out()));
    }
  }

  private static boolean parts(Plan plan, Value value, Map<Object, Value> memory) {
    return top(plan, value).equals(memory.get(cell(plan, value)));
  }

  private static Value top(Plan plan, Value value) {
    Value root = plan.root(value);
    return plan.place(root) instanceof Place.Slice slice ? top(plan, slice.whole()) : root;
  }

  /** The memory that a value lies in. */
  private static Object cell(Plan plan, Value value) {
    Value top = top(plan, value);
    return plan.place(top) instanceof Place.Buffer buffer ? buffer.slot() : top.name() + top.id();
  }

  @Test
  void computesOnlyWhatIsNeeded() {
    Models model = conv(INPUT, "a", "x", 4);
    model = model.layer("b", Resize.class, "from", "x", "like", "a");
    assertEquals(List.of("b result"), text(plan(model)));
  }

  @Test
  void joinsAlongChannelsWhereverTheyAre() {
    Models model = conv(INPUT.layout(Layout.CHANNELS_FIRST), "a", "x", 4);
    model = model.layer("b", Concat.class, "from", List.of("a", "a"));
    Place.Slice slice =
        assertInstanceOf(Place.Slice.class, plan(model).place(plan(model).actions().get(0).out()));
    assertEquals(1, slice.axis());
  }

  @Test
  void copiesAnInputThatIsAResult() {
    Models model = relu(INPUT, "a", "x");
    CheckedModel checked = model.check();
    Plan plan = Plan.of(checked, List.of("x", "a", "x"));
    assertEquals(
        List.of("result", "result", "result"),
        plan.results().stream().map(plan::place).map(PlanTest::text).toList());
    assertEquals(3, plan.results().stream().map(plan::root).collect(Collectors.toSet()).size());
  }
}
