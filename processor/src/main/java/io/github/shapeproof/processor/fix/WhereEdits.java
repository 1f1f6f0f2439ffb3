package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Slips of the pen in {@code where}: {@code =} for {@code ==}, {@code and} for {@code &&}, and a
 * symbol in the wrong case.
 */
final class WhereEdits {
  private static final double SLIP = 1;
  private static final Pattern SINGLE = Pattern.compile("(?<![=<>])=(?![=<>])");
  private static final Pattern REVERSED = Pattern.compile("=([<>])");
  private static final Pattern JOINED =
      Pattern.compile("\\s*(?:\\b(?:and|AND)\\b|(?<!&)&(?!&)|;)\\s*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

  private WhereEdits() {}

  /** Each fact written as it may have been meant. */
  static Stream<Candidate> candidates(ModelDeclaration model) {
    return IntStream.range(0, model.where().size())
        .boxed()
        .flatMap(
            index ->
                Stream.of(
                        compared(model.where().get(index)), spelt(model, model.where().get(index)))
                    .filter(fact -> !fact.equals(model.where().get(index)))
                    .map(fact -> candidate(index, fact)));
  }

  private static Candidate candidate(int index, String fact) {
    return new Candidate("where", List.of(new Edit.SetFact(index, fact)), SLIP);
  }

  private static String compared(String fact) {
    String joined = JOINED.matcher(fact).replaceAll(" && ");
    return REVERSED.matcher(SINGLE.matcher(joined).replaceAll("==")).replaceAll("$1=");
  }

  private static String spelt(ModelDeclaration model, String fact) {
    Set<String> symbols =
        model.fields().stream()
            .map(FieldDeclaration::shape)
            .flatMap(Optional::stream)
            .flatMap(text -> NAME.matcher(text).results().map(MatchResult::group))
            .collect(Collectors.toSet());
    return NAME.matcher(fact)
        .replaceAll(
            name ->
                symbols.contains(name.group())
                    ? name.group()
                    : symbols.stream()
                        .filter(name.group()::equalsIgnoreCase)
                        .sorted()
                        .findFirst()
                        .orElse(name.group()));
  }
}
