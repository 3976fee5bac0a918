package vn.loa.plan.json;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Text;

/**
 * One thing wrong with a file, where it is, and what would mend it.
 *
 * @param file as it was given
 * @param line from 1; 0 when there is none, because there is no file
 * @param path in the document: {@code $.themes[2].clause}
 * @param clause of the plan in which it stands, or null where none is near
 * @param wrong what is wrong, in English
 * @param hint what would mend it, in Vietnamese and English
 */
public record Problem(
    String file,
    int line,
    String path,
    @Nullable Clause clause,
    Code code,
    String wrong,
    Text hint) {

  /** What sort of thing is wrong. Names are stable: programs may keep them. */
  public enum Code {
    NO_FILE("không đọc được tệp"),
    /** More bytes, values or levels than any plan needs. */
    TOO_LARGE("vượt quá giới hạn"),
    NOT_UTF_8("không phải văn bản UTF-8"),
    NOT_JSON("sai cú pháp JSON"),
    NOT_YAML("sai cú pháp YAML"),
    /** The class path lacks the library that reads YAML. */
    NO_YAML_LIBRARY("chưa có thư viện đọc YAML"),
    MISSING_FIELD("thiếu trường"),
    UNKNOWN_FIELD("trường không có trong mẫu"),
    DUPLICATE_FIELD("trường bị lặp lại"),
    WRONG_TYPE("sai kiểu giá trị"),
    BAD_DATE("ngày tháng không hợp lệ"),
    BAD_CLAUSE("ký hiệu mục không hợp lệ"),
    BAD_VALUE("giá trị không hợp lệ"),
    UNKNOWN_REFERENCE("dẫn chiếu đến nội dung không có"),
    DUPLICATE("bị trùng"),
    NOT_NFC("chữ chưa ở dạng dựng sẵn (NFC)"),
    BLANK("để trống"),
    /** Says how many problems are not listed. */
    TOO_MANY("còn lỗi khác");

    private final String vi;

    Code(String vi) {
      this.vi = vi;
    }
  }

  /**
   * {@code plan.json line 41, $.tasks[2].group (IV.3-1): there is no group "IV.9"; expected one of
   * "IV.1"}.
   */
  @Override
  public String toString() {
    String words = hint.en() == null ? hint.vi() : hint.en();
    return place("line") + ": " + wrong + "; " + words;
  }

  /**
   * The same in Vietnamese: {@code plan.json dòng 41, $.tasks[2].group (IV.3-1): dẫn chiếu đến nội
   * dung không có; chọn một trong các giá trị "IV.1"}.
   */
  public String vi() {
    return place("dòng") + ": " + code.vi + "; " + hint.vi();
  }

  private String place(String lineWord) {
    String place = line == 0 ? file : file + " " + lineWord + " " + line + ", " + path;
    return clause == null ? place : place + " (" + clause + ")";
  }
}
