package vn.loa.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.roaringbitmap.RoaringBitmap;
import vn.loa.sms.NumberSet;

/**
 * What it costs to put one number into a set that begins empty, for three million random numbers of
 * thirteen prefixes: how duplicates in an audience are found.
 *
 * <ul>
 *   <li>{@code loa}: {@link NumberSet#add}; {@code loaContains} asks for each of them afterwards
 *   <li>{@code hashSetOfLong}, {@code hashSetOfString}: as one would write it
 *   <li>{@code roaring}: RoaringBitmap, of the nine digits after the country code
 * </ul>
 *
 * <p>Every row counts the same distinct numbers, or the setup fails.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(NumberSets.NUMBERS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class NumberSets {

  static final int NUMBERS = 3_000_000;

  private static final long COUNTRY = 84_000_000_000L;
  private static final int[] PREFIXES = {32, 39, 56, 70, 79, 81, 86, 88, 90, 91, 93, 96, 98};

  private final long[] numbers = new long[NUMBERS];
  private final String[] texts = new String[NUMBERS];
  private NumberSet filled;

  @Setup(Level.Trial)
  public void draw() {
    SplittableRandom random = new SplittableRandom(1270);
    for (int i = 0; i < NUMBERS; i++) {
      int national = PREFIXES[random.nextInt(PREFIXES.length)] * 10_000_000;
      numbers[i] = COUNTRY + national + random.nextInt(2_000_000);
      texts[i] = "0" + (numbers[i] - COUNTRY);
    }
    filled = new NumberSet();
    for (long number : numbers) {
      filled.add(number);
    }
    long wanted = filled.size();
    if (loa() != wanted
        || hashSetOfLong() != wanted
        || hashSetOfString() != wanted
        || roaring() != wanted) {
      throw new IllegalStateException("the rows count different numbers");
    }
  }

  @Benchmark
  public long loa() {
    NumberSet set = new NumberSet();
    for (long number : numbers) {
      set.add(number);
    }
    return set.size();
  }

  @Benchmark
  public long loaContains() {
    long found = 0;
    for (long number : numbers) {
      found += filled.contains(number) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public long hashSetOfLong() {
    Set<Long> set = new HashSet<>();
    for (long number : numbers) {
      set.add(number);
    }
    return set.size();
  }

  @Benchmark
  public long hashSetOfString() {
    Set<String> set = new HashSet<>();
    for (String text : texts) {
      set.add(text);
    }
    return set.size();
  }

  @Benchmark
  public long roaring() {
    RoaringBitmap set = new RoaringBitmap();
    for (long number : numbers) {
      set.add((int) (number - COUNTRY));
    }
    return set.getLongCardinality();
  }
}
