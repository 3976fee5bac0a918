package vn.loa.bench;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vn.loa.sms.SmsText;
import vn.loa.sms.Unaccented;

/**
 * What a notice of 300 characters costs before it can be sent.
 *
 * <ul>
 *   <li>{@code gsmLoa}: {@link SmsText#of} and {@link SmsText#parts}, which also chooses the
 *       encoding, cuts, and puts headers before; {@code gsmCloudhopper}: encoding alone. jsmpp has
 *       no GSM alphabet
 *   <li>{@code ucs2Loa}: the same for an accented notice; {@code ucs2Jdk}: its octets alone
 *   <li>{@code planLoa}: {@link SmsText#of} alone, for an accented notice: composed, encoded, cut
 *   <li>{@code unaccentedLoa}: {@link Unaccented#of}; {@code unaccentedRegex}: {@code Normalizer},
 *       a regular expression for the marks, and đ by hand; {@code unaccentedLang3}: {@code
 *       StringUtils.stripAccents}
 * </ul>
 *
 * <p>Run with {@code -prof gc} for what is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SmsTexts {

  private static final int CHARACTERS = 300;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final String NOTICE =
      "Từ ngày 16/5, mời người dân từ 18 tuổi đến trạm y tế phường tiêm vắc-xin mũi 4. Khi đi"
          + " mang theo căn cước công dân và sổ tiêm chủng. Trạm mở cửa từ 7 giờ 30 đến 16 giờ 30,"
          + " kể cả thứ bảy và chủ nhật. Người đang sốt hoặc vừa khỏi bệnh xin hỏi bác sĩ trước."
          + " Chi tiết xin gọi tổng đài của thành phố hoặc xem trên cổng thông tin.";

  private String accented;
  private String plain;

  @Setup(Level.Trial)
  public void prepare() {
    accented = Normalizer.normalize(NOTICE, Normalizer.Form.NFC).substring(0, CHARACTERS);
    plain = unaccentedRegex();
    byte[] octets = CharsetUtil.encode(plain, CharsetUtil.CHARSET_GSM);
    if (!unaccentedLoa().equals(plain)
        || !unaccentedLang3().equals(plain)
        || octets.length != SmsText.of(plain).units()
        || !Arrays.equals(octets, 0, 153, SmsText.of(plain).parts(0).get(0).userData(), 6, 159)) {
      throw new IllegalStateException("the rows give different texts");
    }
  }

  @Benchmark
  public Object gsmLoa() {
    return SmsText.of(plain).parts(7);
  }

  @Benchmark
  public byte[] gsmCloudhopper() {
    return CharsetUtil.encode(plain, CharsetUtil.CHARSET_GSM);
  }

  @Benchmark
  public Object ucs2Loa() {
    return SmsText.of(accented).parts(7);
  }

  @Benchmark
  public byte[] ucs2Jdk() {
    return accented.getBytes(StandardCharsets.UTF_16BE);
  }

  @Benchmark
  public SmsText planLoa() {
    return SmsText.of(accented);
  }

  @Benchmark
  public String unaccentedLoa() {
    return Unaccented.of(accented);
  }

  @Benchmark
  public String unaccentedRegex() {
    String apart = Normalizer.normalize(accented, Normalizer.Form.NFD);
    return MARKS.matcher(apart).replaceAll("").replace('đ', 'd').replace('Đ', 'D');
  }

  @Benchmark
  public String unaccentedLang3() {
    return StringUtils.stripAccents(accented).replace('đ', 'd').replace('Đ', 'D');
  }
}
