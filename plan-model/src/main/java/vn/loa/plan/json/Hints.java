package vn.loa.plan.json;

import java.text.Normalizer;
import java.util.Collection;
import vn.loa.plan.Text;
import vn.loa.plan.internal.Nearest;
import vn.loa.plan.internal.Unicode;

/** What would mend a problem, in Vietnamese and in English. */
final class Hints {

  /** Of what a file says, no more than this stands in a hint. */
  private static final int MOST = 300;

  private Hints() {}

  static Text of(String vi, String en) {
    return new Text(shown(vi), shown(en));
  }

  private static String shown(String words) {
    return Normalizer.normalize(Unicode.clip(words, MOST), Normalizer.Form.NFC);
  }

  static Text example(String example) {
    return of("ghi theo mẫu " + example, "expected one like " + example);
  }

  static Text of(Node.Kind kind) {
    return of("ghi " + kind.vi(), "expected " + kind.en());
  }

  static Text oneOf(String wanted, Collection<String> existing) {
    return of(chooseInVietnamese(wanted, existing), "expected " + Nearest.oneOf(wanted, existing));
  }

  private static String chooseInVietnamese(String wanted, Collection<String> existing) {
    if (existing.isEmpty()) {
      return "chưa có mục nào thuộc loại này; khai báo trước khi dẫn chiếu, hoặc bỏ đi";
    }
    String names = Nearest.quoted(wanted, existing);
    return Nearest.isMoreThanShown(existing)
        ? "chọn một trong " + existing.size() + " giá trị, gần nhất là " + names
        : "chọn một trong các giá trị " + names;
  }
}
