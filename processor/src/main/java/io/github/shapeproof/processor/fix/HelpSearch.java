package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for edits that mend a finding, the nearest first. Single edits are tried before pairs, and
 * every candidate is checked with the whole model and those that apply it, so that a help holds for
 * every size.
 */
final class HelpSearch {
  /** Single edits of this cost are odd enough to look for two plain ones. */
  private static final double DEAR = 10;

  /** Of so many edits it is asked whether another one mends what they uncover. */
  private static final int MOST_FOLLOWED = 8;

  private final CheckedModel model;
  private final Finding finding;
  private final Appliers appliers;
  private final Effort.Share share;
  private final Trial trial;

  HelpSearch(CheckedModel model, Finding finding, Appliers appliers, Effort.Share share) {
    this.model = model;
    this.finding = finding;
    this.appliers = appliers;
    this.share = share;
    this.trial = new Trial(model, finding, share);
  }

  /**
   * The best helps, at most so many. Where a model has several findings, an edit that mends them
   * all has found their common cause and comes before any that mends this one alone.
   */
  List<Help> best(int most) {
    if (model.declaration().field(finding.field()).isEmpty()) {
      return helps(mending(sorted(WhereEdits.candidates(model.declaration())), most), most);
    }
    Suspects suspects = new Suspects(model, finding);
    ParameterEdits parameters = new ParameterEdits(model, finding, suspects, trial);
    List<Candidate> singles = singles(suspects, parameters);
    List<Candidate> mending = mending(singles, most);
    List<Candidate> plain = mending.stream().filter(c -> c.cost() < DEAR).toList();
    if (plain.isEmpty()) {
      // Room is left for what a single edit does, were it to give up a claim.
      Stream<Candidate> pairs =
          parameters
              .pairs()
              .filter(pair -> mending.stream().noneMatch(c -> pair.edits().containsAll(c.edits())));
      mending.addAll(mending(sorted(pairs), Math.max(1, most - mending.size())));
      mending.sort(Comparator.comparingDouble(Candidate::cost));
    }
    return mending.isEmpty() && !finding.sampled()
        ? demanding(singles).or(() -> uncovering(singles)).stream().toList()
        : helps(mending, most);
  }

  private List<Candidate> singles(Suspects suspects, ParameterEdits parameters) {
    return sorted(
        Stream.of(
                parameters.singles(),
                new NameEdits(model, finding, suspects).candidates(),
                new ClaimEdits(model, finding).candidates(),
                TextEdits.candidates(model, finding),
                Patterns.candidates(model, finding),
                ShapeSlips.candidates(model, finding),
                new WithEdits(model, finding, suspects, trial).candidates(),
                new AppliedEdits(model, finding, suspects, trial).candidates(),
                new SymbolEdits(model, finding, suspects, Set.of()).candidates(),
                ModelEdits.candidates(model, finding),
                InputSymbols.candidates(model, finding),
                new InputSizes(model, finding).candidates(),
                new FactEdits(finding, trial).candidates(),
                new OtherLayers(model, finding, suspects).candidates(),
                new NewLayers(model, finding, suspects).candidates())
            .flatMap(Function.identity()));
  }

  private List<Help> helps(List<Candidate> mending, int most) {
    HelpText text = new HelpText(model.declaration());
    return mending.stream().limit(most).map(c -> new Help(text.of(c.edits()), c.edits())).toList();
  }

  /**
   * The nearest facts that mend the finding, and that those who apply the model have to say too.
   */
  private Optional<Help> demanding(List<Candidate> candidates) {
    HelpText text = new HelpText(model.declaration());
    return candidates.stream()
        .filter(c -> c.edits().stream().allMatch(Edit.AddFact.class::isInstance))
        .filter(candidate -> trial.left(candidate.edits()).isPresent())
        .flatMap(
            candidate -> {
              List<String> unsaid = appliers.unsaid(trial.edited(candidate.edits()), share);
              String help = text.of(candidate.edits()) + HelpText.unsaid(unsaid);
              return unsaid.isEmpty()
                  ? Stream.empty()
                  : Stream.of(new Help(help, candidate.edits()));
            })
        .findFirst();
  }

  /**
   * The nearest edit that mends the finding, although what could not be checked without it is wrong
   * as well: for no fault of the edit where only a name was read wrongly, where the layer that is
   * wrong then is so by its own parameters, or where one more edit mends it.
   */
  private Optional<Help> uncovering(List<Candidate> candidates) {
    HelpText text = new HelpText(model.declaration());
    int followed = 0;
    for (Candidate candidate : candidates) {
      if (share.isSpent() || followed == MOST_FOLLOWED) {
        break;
      }
      List<Finding> next = trial.uncovered(candidate.edits());
      if (next.isEmpty() || !isAccepted(candidate.edits())) {
        continue;
      }
      boolean isInnocent = next.stream().allMatch(found -> isInnocent(candidate, found));
      followed += isInnocent ? 0 : 1;
      if (isInnocent || (next.size() == 1 && isMended(candidate, next.get(0)))) {
        String help = text.of(candidate.edits()) + text.next(next.get(0).field());
        return Optional.of(new Help(help, candidate.edits()));
      }
    }
    return Optional.empty();
  }

  /** Whether one edit mends what is wrong after another one. */
  private boolean isMended(Candidate first, Finding next) {
    HelpSearch search = new HelpSearch(trial.run(first.edits()), next, appliers, share);
    return !search.plainest().isEmpty();
  }

  private List<Candidate> plainest() {
    Suspects suspects = new Suspects(model, finding);
    ParameterEdits parameters = new ParameterEdits(model, finding, suspects, trial);
    return mending(singles(suspects, parameters), 1);
  }

  private boolean isAccepted(List<Edit> edits) {
    return edits.get(0) instanceof Edit.InApplied other
        ? ModelChecker.check(other.edited()).findings().isEmpty()
            && appliers.accept(other.edited(), share)
        : appliers.accept(trial.edited(edits), share);
  }

  private boolean isInnocent(Candidate candidate, Finding next) {
    boolean isMisspelt = finding.diagnostic().code() == Code.SP001;
    return isMisspelt
        ? candidate.edits().stream().allMatch(Edit.SetAttribute.class::isInstance)
        : !next.diagnostic().code().isAboutShapes() || next.diagnostic().code() == Code.SP302;
  }

  private List<Candidate> sorted(Stream<Candidate> candidates) {
    List<Candidate> all = candidates.sorted(Comparator.comparingDouble(Candidate::cost)).toList();
    int some = Math.min(all.size(), share.trials());
    return Stream.concat(
            all.subList(0, some).stream(),
            all.subList(some, all.size()).stream().filter(HelpSearch::isClaim))
        .toList();
  }

  /** Claims are dearest, and where all else fails one of them is wrong: they are always tried. */
  private static boolean isClaim(Candidate candidate) {
    return candidate.edits().stream().allMatch(Edit.SetShape.class::isInstance);
  }

  private List<Candidate> mending(List<Candidate> candidates, int most) {
    Map<String, Candidate> all = new LinkedHashMap<>();
    Map<String, Candidate> some = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (all.size() == most) {
        break;
      }
      if (all.containsKey(candidate.topic())
          || all.values().stream().anyMatch(less -> candidate.edits().containsAll(less.edits()))
          || (share.isSpent() && !isClaim(candidate))) {
        continue;
      }
      OptionalInt left = trial.left(candidate.edits());
      if (left.isPresent() && isAccepted(candidate.edits())) {
        (left.getAsInt() == 0 ? all : some).putIfAbsent(candidate.topic(), candidate);
      }
    }
    return (all.isEmpty() ? some : all)
        .values().stream().limit(most).collect(Collectors.toCollection(ArrayList::new));
  }
}
