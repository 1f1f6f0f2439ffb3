package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Spoils one parameter of a right model and looks at what we advise. A help restores the original
 * or an equivalent when every tensor has its original shape again and no claim was changed.
 */
final class FaultBenchmark {
  private static final List<String> SPOILED =
      List.of("kernel", "stride", "padding", "filters", "outputPadding", "size", "from");

  private final Random random;

  /** The tally. */
  int faults;

  int oneError;
  int mended;
  int restored;
  int brokenHelps;
  long nanos;
  final List<String> misses = new ArrayList<>();

  FaultBenchmark(long seed) {
    random = new Random(seed);
  }

  /** Tries so many faults. */
  FaultBenchmark run(int wanted) {
    while (faults < wanted) {
      CheckedModel right =
          ModelChecker.check(new RandomNetwork(random).model(10 + random.nextInt(91)));
      if (!right.isSound()) {
        throw new AssertionError(right.findings().toString());
      }
      spoiled(right).ifPresent(edit -> judge(right, edit));
    }
    return this;
  }

  /** One parameter changed so that the model is wrong. */
  private Optional<Edit.SetAttribute> spoiled(CheckedModel right) {
    List<FieldDeclaration> fields = right.declaration().fields();
    for (int attempt = 0; attempt < 50; attempt++) {
      FieldDeclaration field = fields.get(random.nextInt(fields.size()));
      String attribute = SPOILED.get(random.nextInt(SPOILED.size()));
      if (field.layer().isEmpty() || !field.layer().get().attributes().isWritten(attribute)) {
        continue;
      }
      Object value = other(right.declaration(), field, attribute);
      Edit.SetAttribute edit = new Edit.SetAttribute(field.name(), attribute, value);
      if (!ModelChecker.check(edit.apply(right.declaration())).isSound()) {
        return Optional.of(edit);
      }
    }
    return Optional.empty();
  }

  private Object other(ModelDeclaration model, FieldDeclaration field, String attribute) {
    Attributes attributes = field.layer().orElseThrow().attributes();
    Object value = attributes.get(attribute);
    if (attribute.equals("from")) {
      List<String> names = new ArrayList<>(attributes.texts("from"));
      int index = model.fields().indexOf(field);
      String name =
          model.fields().get(Math.max(0, index - 1 - random.nextInt(Math.min(index, 8)))).name();
      names.set(random.nextInt(names.size()), name);
      return List.copyOf(names);
    }
    if (value instanceof Enum<?> constant) {
      Object[] all = constant.getDeclaringClass().getEnumConstants();
      return all[random.nextInt(2)];
    }
    List<Integer> numbers =
        value instanceof Integer number ? List.of(number) : attributes.integers(attribute);
    int old = numbers.get(0);
    int changed =
        switch (random.nextInt(4)) {
          case 0 -> old + 1;
          case 1 -> Math.max(attribute.equals("outputPadding") ? 0 : 1, old - 1);
          case 2 -> old * 2;
          default -> Math.max(1, old / 2);
        };
    return value instanceof Integer ? (Object) changed : List.of(changed);
  }

  private void judge(CheckedModel right, Edit.SetAttribute spoil) {
    CheckedModel wrong = ModelChecker.check(spoil.apply(right.declaration()));
    long start = System.nanoTime();
    List<Diagnostic> errors = Explainer.explain(wrong);
    nanos += System.nanoTime() - start;
    faults++;
    oneError += errors.size() == 1 ? 1 : 0;
    Diagnostic error = errors.get(0);
    for (Help help : error.helps()) {
      brokenHelps += check(wrong, help).isSound() ? 0 : 1;
    }
    if (error.helps().isEmpty()) {
      misses.add("no help: " + spoil + " -> " + error.sentence());
      return;
    }
    CheckedModel mend = check(wrong, error.helps().get(0));
    mended += mend.isSound() ? 1 : 0;
    boolean equivalent =
        mend.isSound()
            && right.fields().keySet().stream()
                .allMatch(name -> right.shape(name).equals(mend.shape(name)))
            && error.helps().get(0).edits().stream()
                .noneMatch(e -> e instanceof Edit.SetShape || e instanceof Edit.AddFact);
    restored += equivalent ? 1 : 0;
    if (!equivalent || errors.size() > 1) {
      Object original =
          right
              .declaration()
              .field(spoil.field())
              .orElseThrow()
              .layer()
              .orElseThrow()
              .attributes()
              .get(spoil.attribute());
      misses.add(
          "%s (was %s) -> %d errors: %s | %s"
              .formatted(
                  spoil,
                  original,
                  errors.size(),
                  error.sentence(),
                  error.helps().stream().map(Help::text).toList()));
    }
  }

  private static CheckedModel check(CheckedModel wrong, Help help) {
    return ModelChecker.check(Edit.all(help.edits(), wrong.declaration()));
  }

  @Override
  public String toString() {
    return "%d faults: one error %.1f %%, first help mends %.1f %%, restores %.1f %%, broken helps %d, %.1f ms each"
        .formatted(
            faults,
            100.0 * oneError / faults,
            100.0 * mended / faults,
            100.0 * restored / faults,
            brokenHelps,
            nanos / 1e6 / faults);
  }
}
