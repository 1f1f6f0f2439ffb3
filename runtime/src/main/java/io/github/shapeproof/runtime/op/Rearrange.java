package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits, permutes and merges axes by an einops pattern: {@code n h w c -> n (h w) c}.
 *
 * <p>Both sides hold the same names; names in parentheses are merged in one dimension, the last one
 * running fastest; {@code 1} is a dimension of size 1. The size of a name that is split off follows
 * from the other sizes, or stands in {@code sizes}.
 */
public final class Rearrange implements Operation {
  private static final Pattern ITEM = Pattern.compile("\\(([^)]*)\\)|(\\S+)");

  private final List<List<String>> left;
  private final List<List<String>> right;
  private final Map<String, Long> sizes = new HashMap<>();

  /**
   * @param sizes such as {@code "h=7"}
   */
  public Rearrange(String pattern, String... sizes) {
    String[] sides = pattern.split("->", 2);
    this.left = groups(sides[0]);
    this.right = groups(sides[1]);
    for (String size : sizes) {
      String[] parts = size.split("=", 2);
      this.sizes.put(parts[0].trim(), Long.valueOf(parts[1].trim()));
    }
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    Map<String, Long> known = new HashMap<>(sizes);
    // What one side leaves open the other may tell.
    solve(left, in, known);
    solve(right, out, known);
    solve(left, in, known);
    Map<String, Long> from = strides(left, in, known);
    Map<String, Long> to = strides(right, out, known);
    List<String> names = List.copyOf(to.keySet());
    Move.copy(session, values(names, known), out, values(names, to), in, values(names, from));
  }

  private static List<List<String>> groups(String side) {
    List<List<String>> groups = new ArrayList<>();
    Matcher items = ITEM.matcher(side);
    while (items.find()) {
      String names = items.group(1) == null ? items.group(2) : items.group(1);
      List<String> group = new ArrayList<>();
      for (String name : names.trim().split("\\s+")) {
        if (!name.isEmpty() && !name.equals("1")) {
          group.add(name);
        }
      }
      groups.add(group);
    }
    return groups;
  }

  /** Finds the size of each name that is the only unknown one of its dimension. */
  private static void solve(List<List<String>> groups, Tensor tensor, Map<String, Long> known) {
    for (int axis = 0; axis < groups.size(); axis++) {
      long rest = tensor.size(axis);
      List<String> open = new ArrayList<>();
      for (String name : groups.get(axis)) {
        if (known.containsKey(name)) {
          rest /= known.get(name);
        } else {
          open.add(name);
        }
      }
      if (open.size() == 1) {
        known.put(open.get(0), rest);
      }
    }
  }

  private static Map<String, Long> strides(
      List<List<String>> groups, Tensor tensor, Map<String, Long> known) {
    Map<String, Long> strides = new HashMap<>();
    for (int axis = 0; axis < groups.size(); axis++) {
      long step = tensor.stride(axis);
      List<String> group = groups.get(axis);
      for (int i = group.size() - 1; i >= 0; i--) {
        strides.put(group.get(i), step);
        step *= known.get(group.get(i));
      }
    }
    return strides;
  }

  private static long[] values(List<String> names, Map<String, Long> of) {
    return names.stream().mapToLong(of::get).toArray();
  }
}
