package io.github.shapeproof.processor.layer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The pattern of a rearrangement, {@code "n (h a) w c -> n h (a w) c"}, in the notation of einops
 * (Rogozhnikov, "Einops: Clear and Reliable Tensor Manipulations with Einstein-like Notation", ICLR
 * 2022), without numbers but 1. {@code ...} is a name of its own until {@link #of} tells how many
 * dimensions it is.
 *
 * @param input the dimensions left of the arrow
 * @param output those right of it
 */
record Einops(List<Group> input, List<Group> output) {
  static final String ELLIPSIS = "...";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z]\\w*|\\d+|\\.\\.\\.|\\S");

  /**
   * One dimension: the product of its names, none for a literal 1.
   *
   * @param names from the slowest to the fastest
   * @param text where it stands
   */
  record Group(List<String> names, Text text) {
    /** Whether it stands in parentheses. */
    boolean isComposed() {
      return text.content().startsWith("(");
    }
  }

  /**
   * Reads a pattern; {@code ...} is the name of whatever it stands for.
   *
   * @throws Fault on what is wrong with it
   */
  static Einops read(LayerContext layer, Text text) {
    List<Text> sides = text.sides(layer);
    List<Group> input = groups(layer, sides.get(0));
    List<Group> output = groups(layer, sides.get(1));
    requireNames(layer, input, output, "right");
    requireNames(layer, output, input, "left");
    for (Group group : input) {
      if (group.names().contains(ELLIPSIS) && group.isComposed()) {
        throw group
            .text()
            .fault(layer, "has `...` in a group on the left, where it stands for whole dimensions");
      }
    }
    return new Einops(input, output);
  }

  /** Whether the input may have more dimensions than there are groups. */
  boolean isOpen() {
    return names(input).contains(ELLIPSIS);
  }

  /** The smallest number of dimensions of the input. */
  int least() {
    return isOpen() ? input.size() - 1 : input.size();
  }

  /**
   * This for an input of {@code rank} dimensions: each that {@code ...} stands for has a name of
   * its own, which no pattern can hold.
   */
  Einops of(int rank) {
    List<String> names = IntStream.range(0, rank - least()).mapToObj(i -> ELLIPSIS + i).toList();
    return new Einops(expanded(input, names), expanded(output, names));
  }

  private static List<Group> expanded(List<Group> side, List<String> names) {
    List<Group> expanded = new ArrayList<>();
    for (Group group : side) {
      if (group.names().contains(ELLIPSIS) && !group.isComposed()) {
        names.forEach(name -> expanded.add(new Group(List.of(name), group.text())));
      } else {
        List<String> inside = new ArrayList<>();
        group.names().forEach(n -> inside.addAll(n.equals(ELLIPSIS) ? names : List.of(n)));
        expanded.add(new Group(List.copyOf(inside), group.text()));
      }
    }
    return expanded;
  }

  /** All names of one side, in order. */
  static List<String> names(List<Group> side) {
    return side.stream().flatMap(group -> group.names().stream()).toList();
  }

  private static void requireNames(
      LayerContext layer, List<Group> side, List<Group> other, String missing) {
    List<String> known = names(other);
    for (Group group : side) {
      for (String name : group.names()) {
        if (!known.contains(name)) {
          throw group
              .text()
              .fault(
                  layer,
                  "has %s on one side only; put it on the %s too".formatted(quoted(name), missing));
        }
      }
    }
  }

  private static List<Group> groups(LayerContext layer, Text side) {
    List<Group> groups = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Matcher matcher = TOKEN.matcher(side.whole()).region(side.start(), side.end());
    Optional<Text> open = Optional.empty();
    List<String> inside = new ArrayList<>();
    while (matcher.find()) {
      Text token = side.part(matcher.start(), matcher.end());
      String word = matcher.group();
      if (word.equals("(") && open.isEmpty()) {
        open = Optional.of(token);
      } else if (word.equals(")") && open.isPresent()) {
        groups.add(new Group(List.copyOf(inside), side.part(open.get().start(), token.end())));
        inside.clear();
        open = Optional.empty();
      } else {
        List<String> names = names(layer, token, word, seen);
        if (open.isPresent()) {
          inside.addAll(names);
        } else {
          groups.add(new Group(names, token));
        }
      }
    }
    if (open.isPresent()) {
      throw open.get().fault(layer, "opens a group that is not closed");
    }
    return groups;
  }

  /** What one word adds to its group: itself, or nothing for a 1. */
  private static List<String> names(LayerContext layer, Text token, String word, Set<String> seen) {
    if (word.equals("1")) {
      return List.of();
    }
    if (!Character.isLetter(word.charAt(0)) && !word.equals(ELLIPSIS)) {
      throw token.fault(layer, objection(word));
    }
    if (!seen.add(word)) {
      throw token.fault(layer, "has %s twice on one side".formatted(quoted(word)));
    }
    return List.of(word);
  }

  private static String quoted(String word) {
    return word.equals(ELLIPSIS) ? "`...`" : word;
  }

  private static String objection(String word) {
    if (Character.isDigit(word.charAt(0))) {
      return "has the size %s; give it a name, and its size in sizes".formatted(word);
    }
    return switch (word) {
      case "(" -> "opens a group within a group";
      case ")" -> "closes a group that was not opened";
      default -> "has %s, which is neither a name nor a group".formatted(word);
    };
  }
}
