package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Trials take over what an edit does not change: the result is that of a check from scratch. */
class RecheckTest {
  private static final int MODELS = System.getProperty("shapeproof.full") == null ? 20 : 2000;
  private static final int EDITS = 12;

  private final Random random = new Random(5);

  /** Tensors that were not checked anew although one above them was. */
  private int kept;

  @Test
  void anEditedModelIsCheckedAsIfItWereNew() {
    for (int i = 0; i < MODELS; i++) {
      ModelDeclaration model = model();
      CheckedModel before = ModelChecker.check(model);
      for (int j = 0; j < EDITS; j++) {
        Edit edit = edit(model);
        ModelDeclaration edited = edit.apply(model);
        CheckedModel again = ModelChecker.recheck(edited, before, finding -> false);
        CheckedModel anew = ModelChecker.check(edited);
        for (String name : anew.fields().keySet()) {
          assertEquals(
              told(anew.field(name)), told(again.field(name)), () -> name + " with " + edit);
        }
        assertEquals(diagnostics(anew.findings()), diagnostics(again.findings()), edit::toString);
        assertEquals(anew.demands(), again.demands(), edit::toString);
        countKept(before, again);
      }
    }
    assertTrue(kept > MODELS / 2, () -> "only %d were taken over".formatted(kept));
  }

  /** All of a tensor but its operation, which is an object of its own each time. */
  private static List<Object> told(CheckedField field) {
    return List.of(
        field.node(),
        field.shape(),
        field.inference().map(Inference::description),
        field.inference().map(Inference::parameters),
        field.demands(),
        field.needs(),
        diagnostics(field.findings()));
  }

  private static List<Diagnostic> diagnostics(List<Finding> findings) {
    return findings.stream().map(Finding::diagnostic).toList();
  }

  private void countKept(CheckedModel before, CheckedModel again) {
    boolean isBelow = false;
    for (Map.Entry<String, CheckedField> field : again.fields().entrySet()) {
      boolean isKept = before.fields().get(field.getKey()) == field.getValue();
      kept += isBelow && isKept ? 1 : 0;
      isBelow |= !isKept;
    }
  }

  /** Often with symbols for sizes, so that there are bounds, and with claims that do not hold. */
  private ModelDeclaration model() {
    ModelDeclaration model = new RandomNetwork(random).model(5 + random.nextInt(30));
    return random.nextInt(3) == 0
        ? model
        : new Edit.SetShape("image", random.nextBoolean() ? "N,H,W,3" : "N,S,S,3").apply(model);
  }

  private Edit edit(ModelDeclaration model) {
    List<FieldDeclaration> layers =
        model.fields().stream().filter(field -> field.layer().isPresent()).toList();
    FieldDeclaration field = layers.get(random.nextInt(layers.size()));
    String name = field.name();
    return switch (random.nextInt(9)) {
      case 0 -> new Edit.SetAttribute(name, "kernel", List.of(1 + random.nextInt(5)));
      case 1 -> new Edit.SetAttribute(name, "stride", List.of(1 + random.nextInt(3)));
      case 2 -> new Edit.SetAttribute(name, "padding", Padding.VALID);
      case 3 -> new Edit.SetAttribute(name, "filters", 1 << random.nextInt(7));
      case 4 -> new Edit.SetShape(name, random.nextBoolean() ? "N,H,W,16" : "N,_,_,32");
      case 5 -> new Edit.SetShape("image", random.nextBoolean() ? "N,H,H,3" : "N,64,64,3");
      case 6 -> new Edit.AddFact("H >= " + random.nextInt(40));
      case 7 -> new Edit.InsertField(name, copy(layers.get(0)));
      default -> new Edit.SetAttribute(name, "from", List.of(above(model, field)));
    };
  }

  private static FieldDeclaration copy(FieldDeclaration field) {
    return new FieldDeclaration(
        "inserted", field.line(), field.shape(), field.layer(), field.output());
  }

  private String above(ModelDeclaration model, FieldDeclaration field) {
    List<String> names = new ArrayList<>();
    for (FieldDeclaration other : model.fields()) {
      if (other.equals(field)) {
        break;
      }
      names.add(other.name());
    }
    return names.get(random.nextInt(names.size()));
  }
}
