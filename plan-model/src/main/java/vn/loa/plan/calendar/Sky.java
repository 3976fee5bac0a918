package vn.loa.plan.calendar;

/**
 * New moons and the place of the sun, by the series of Jean Meeus, Astronomical Algorithms (second
 * edition, chapters 25 and 49), on the clocks of one meridian: terrestrial time less ΔT.
 *
 * <p>ΔT follows the polynomials of Espenak and Meeus to the end of 2016, and stands at the 69.184 s
 * of the civil clocks since. It decides the day of three new moons before 2101, in 2072, 2077 and
 * 2085, which fall within two minutes of midnight in Vietnam. A new moon is good to some seconds,
 * the sun to a hundredth of a degree (a quarter of an hour).
 */
final class Sky {

  /** The sign which the sun enters at the winter solstice, of twelve from the spring equinox. */
  static final int SOLSTICE_SIGN = 9;

  private static final double EPOCH_DAY_0 = 2440587.5;
  private static final double J2000 = 2451545.0;
  private static final double DAYS_PER_CENTURY = 36525;
  private static final double LUNATIONS_PER_CENTURY = 1236.85;
  private static final double FIRST_NEW_MOON = 2451550.09766;
  private static final double SYNODIC_MONTH = 29.530588861;

  /** Days, power of the eccentricity, multiples of the sun's and moon's anomaly and latitude. */
  private static final double[][] MOON = {
    {-0.40720, 0, 0, 1, 0},
    {0.17241, 1, 1, 0, 0},
    {0.01608, 0, 0, 2, 0},
    {0.01039, 0, 0, 0, 2},
    {0.00739, 1, -1, 1, 0},
    {-0.00514, 1, 1, 1, 0},
    {0.00208, 2, 2, 0, 0},
    {-0.00111, 0, 0, 1, -2},
    {-0.00057, 0, 0, 1, 2},
    {0.00056, 1, 1, 2, 0},
    {-0.00042, 0, 0, 3, 0},
    {0.00042, 1, 1, 0, 2},
    {0.00038, 1, 1, 0, -2},
    {-0.00024, 1, -1, 2, 0},
    {-0.00007, 0, 2, 1, 0},
    {0.00004, 0, 0, 2, -2},
    {0.00004, 0, 3, 0, 0},
    {0.00003, 0, 1, 1, -2},
    {0.00003, 0, 0, 2, 2},
    {-0.00003, 0, 1, 1, 2},
    {0.00003, 0, -1, 1, 2},
    {-0.00002, 0, -1, 1, -2},
    {-0.00002, 0, 1, 3, 0},
    {0.00002, 0, 0, 4, 0},
  };

  /** Days, and the degrees of an angle: at lunation 0 and for each lunation. */
  private static final double[][] NODE_AND_PLANETS = {
    {-0.00017, 124.7746, -1.56375588},
    {0.000325, 299.77, 0.107408},
    {0.000165, 251.88, 0.016321},
    {0.000164, 251.83, 26.651886},
    {0.000126, 349.42, 36.412478},
    {0.000110, 84.66, 18.206239},
    {0.000062, 141.74, 53.303771},
    {0.000060, 207.14, 2.453732},
    {0.000056, 154.84, 7.306860},
    {0.000047, 34.52, 27.261239},
    {0.000042, 207.19, 0.121824},
    {0.000040, 291.34, 1.844379},
    {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099},
    {0.000023, 331.55, 3.592518},
  };

  /** Seconds of ΔT: until which year, the year from which t counts, and the powers of t. */
  private static final double[][] DELTA_T = {
    {1920, 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197},
    {1941, 1920, 21.20, 0.84493, -0.076100, 0.0020936},
    {1961, 1950, 29.07, 0.407, -1 / 233.0, 1 / 2547.0},
    {1986, 1975, 45.45, 1.067, -1 / 260.0, -1 / 718.0},
    {2005, 2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599},
    {2017, 2000, 62.92, 0.32217, 0.005589},
    {Double.MAX_VALUE, 2017, 69.184},
  };

  private final double daysEast;

  Sky(int hoursEastOfGreenwich) {
    this.daysEast = hoursEastOfGreenwich / 24.0;
  }

  /** The number of a new moon some time before this day; they are counted from January 2000. */
  int lunationBefore(long epochDay) {
    return (int) Math.floor((epochDay + EPOCH_DAY_0 - FIRST_NEW_MOON) / SYNODIC_MONTH) - 1;
  }

  /** The epoch day on which this new moon falls here. */
  long newMoonDay(int lunation) {
    double terrestrial = newMoon(lunation);
    double universal = terrestrial - deltaT(terrestrial);
    return (long) Math.floor(universal + daysEast - EPOCH_DAY_0);
  }

  /** The instant of this new moon, as a Julian day of terrestrial time. */
  static double newMoon(int lunation) {
    double k = lunation;
    double t = k / LUNATIONS_PER_CENTURY;
    double eccentricity = polynomial(t, 1, -0.002516, -0.0000074);
    double sun = polynomial(t, 2.5534 + 29.10535670 * k, 0, -0.0000014, -0.00000011);
    double moon =
        polynomial(t, 201.5643 + 385.81693528 * k, 0, 0.0107582, 0.00001238, -0.000000058);
    double latitude =
        polynomial(t, 160.7108 + 390.67050284 * k, 0, -0.0016118, -0.00000227, 0.000000011);
    double days =
        polynomial(
            t, FIRST_NEW_MOON + SYNODIC_MONTH * k, 0, 0.00015437, -0.000000150, 0.00000000073);
    for (double[] term : MOON) {
      double angle = term[2] * sun + term[3] * moon + term[4] * latitude;
      days += term[0] * Math.pow(eccentricity, term[1]) * sine(angle);
    }
    for (double[] term : NODE_AND_PLANETS) {
      days += term[0] * sine(term[1] + term[2] * k);
    }
    return days;
  }

  /** The sign, 0 to 11 from the spring equinox, in which the sun stands as this day begins here. */
  int sunSign(long epochDay) {
    double universal = epochDay + EPOCH_DAY_0 - daysEast;
    double longitude = sunLongitude(universal + deltaT(universal));
    return (int) Math.floor(longitude / 30);
  }

  /** The apparent place of the sun in degrees from the spring equinox. */
  static double sunLongitude(double terrestrial) {
    double t = (terrestrial - J2000) / DAYS_PER_CENTURY;
    double mean = polynomial(t, 280.46646, 36000.76983, 0.0003032);
    double anomaly = polynomial(t, 357.52911, 35999.05029, -0.0001537);
    double centre =
        polynomial(t, 1.914602, -0.004817, -0.000014) * sine(anomaly)
            + polynomial(t, 0.019993, -0.000101) * sine(2 * anomaly)
            + 0.000289 * sine(3 * anomaly);
    double apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
    return apparent - 360 * Math.floor(apparent / 360);
  }

  /** Terrestrial less universal time, in days. */
  static double deltaT(double julianDay) {
    double year = 2000 + (julianDay - J2000) / 365.25;
    int row = 0;
    while (year >= DELTA_T[row][0]) {
      row++;
    }
    double[] powers = DELTA_T[row];
    double seconds = 0;
    for (int i = powers.length - 1; i >= 2; i--) {
      seconds = seconds * (year - powers[1]) + powers[i];
    }
    return seconds / 86_400;
  }

  private static double polynomial(double t, double... powers) {
    double sum = 0;
    for (int i = powers.length - 1; i >= 0; i--) {
      sum = sum * t + powers[i];
    }
    return sum;
  }

  private static double sine(double degrees) {
    return Math.sin(Math.toRadians(degrees));
  }
}
