package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor of a SameDiff graph. A size may be open, as a batch mostly is: no
 * placeholder gives it a number before the graph runs.
 */
public final class GraphShape {
  /** What SameDiff has for an open size. */
  static final long OPEN = -1;

  private final long[] sizes;
  private final String[] symbols;

  private GraphShape(long[] sizes, String[] symbols) {
    this.sizes = sizes;
    this.symbols = symbols;
  }

  /** A shape without an open size. */
  public static GraphShape of(long... sizes) {
    String[] symbols = new String[sizes.length];
    Arrays.fill(symbols, "...");
    return new GraphShape(sizes.clone(), symbols);
  }

  /** A shape of which nothing is known yet but how many sizes it has. */
  static GraphShape ofRank(int rank) {
    return of(new long[rank]);
  }

  /** The declared sizes, with the numbers that symbols have. */
  static GraphShape of(Bindings known, Size... sizes) {
    GraphShape shape = ofRank(sizes.length);
    for (int axis = 0; axis < sizes.length; axis++) {
      shape = shape.with(axis, known, sizes[axis]);
    }
    return shape;
  }

  /** How many sizes there are. */
  public int rank() {
    return sizes.length;
  }

  /** Whether a size has no number. */
  public boolean isOpen(int axis) {
    return sizes[axis] == OPEN;
  }

  /**
   * The number of a size.
   *
   * @throws ShapeMismatchException that names the symbol, where it is open
   */
  public long size(int axis) {
    if (isOpen(axis)) {
      throw new OpenSizeException(symbols[axis]);
    }
    return sizes[axis];
  }

  /** As {@link #size}, for what is as large as an array of Java's. */
  public int intSize(int axis) {
    return Math.toIntExact(size(axis));
  }

  /** The product of all sizes from one axis on up to another, which are not open. */
  public long product(int from, int to) {
    return IntStream.range(from, to).mapToLong(this::size).reduce(1, Math::multiplyExact);
  }

  /** How many sizes are open. */
  int open() {
    return (int) Arrays.stream(sizes).filter(size -> size == OPEN).count();
  }

  /** The sizes; -1 for open ones. */
  public long[] toArray() {
    return sizes.clone();
  }

  /** The sizes, of which only one may be open: SameDiff finds that from the number of elements. */
  long[] toArrayWithOneOpen() {
    boolean hasOpen = false;
    for (int axis = 0; axis < rank(); axis++) {
      if (hasOpen && isOpen(axis)) {
        throw new OpenSizeException(symbols[axis]);
      }
      hasOpen |= isOpen(axis);
    }
    return toArray();
  }

  /** This with one size replaced by a number. */
  public GraphShape with(int axis, long size) {
    long[] changed = sizes.clone();
    changed[axis] = size;
    return new GraphShape(changed, symbols);
  }

  /** This with one size replaced by that of another shape. */
  public GraphShape with(int axis, GraphShape other, int otherAxis) {
    GraphShape changed = new GraphShape(sizes.clone(), symbols.clone());
    changed.sizes[axis] = other.sizes[otherAxis];
    changed.symbols[axis] = other.symbols[otherAxis];
    return changed;
  }

  /** This with one size replaced by a declared one. */
  GraphShape with(int axis, Bindings known, Size size) {
    try {
      return with(axis, size.in(known));
    } catch (OpenSizeException open) {
      GraphShape changed = new GraphShape(sizes.clone(), symbols.clone());
      changed.sizes[axis] = OPEN;
      changed.symbols[axis] = open.symbol();
      return changed;
    }
  }

  /** The sizes of these axes, in this order. */
  public GraphShape select(int... axes) {
    return new GraphShape(
        Arrays.stream(axes).mapToLong(axis -> sizes[axis]).toArray(),
        Arrays.stream(axes).mapToObj(axis -> symbols[axis]).toArray(String[]::new));
  }

  /** This without one size. */
  public GraphShape without(int axis) {
    return select(IntStream.range(0, rank()).filter(i -> i != axis).toArray());
  }

  /** This with some numbers in place of one size. */
  public GraphShape split(int axis, long... parts) {
    int[] axes =
        IntStream.range(0, rank() + parts.length - 1)
            .map(i -> i < axis ? i : Math.max(axis, i - parts.length + 1))
            .toArray();
    GraphShape split = select(axes);
    for (int i = 0; i < parts.length; i++) {
      split = split.with(axis + i, parts[i]);
    }
    return split;
  }

  /** The shape of an elementwise result: where one has size 1, the size of the other. */
  GraphShape broadcast(GraphShape other) {
    if (rank() < other.rank()) {
      return other.broadcast(this);
    }
    GraphShape result = this;
    int missing = rank() - other.rank();
    for (int axis = 0; axis < other.rank(); axis++) {
      boolean isKnownThere = isOpen(missing + axis) && !other.isOneOrOpen(axis);
      if (sizes[missing + axis] == 1 || isKnownThere) {
        result = result.with(missing + axis, other, axis);
      }
    }
    return result;
  }

  private boolean isOneOrOpen(int axis) {
    return isOpen(axis) || sizes[axis] == 1;
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
