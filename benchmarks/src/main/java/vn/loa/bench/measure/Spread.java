package vn.loa.bench.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures of one kind, measured several times. */
public record Spread(double least, double median, double most) {

  public static <T> Spread of(List<T> measured, ToDoubleFunction<T> figure) {
    return of(measured.stream().mapToDouble(figure).toArray());
  }

  public static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /**
   * @param format of each figure: {@code %.1f}
   */
  public String toString(String format) {
    String whole = format + " [" + format + "-" + format + "]";
    return String.format(Locale.ROOT, whole, median, least, most);
  }
}
