package vn.loa.sms;

import java.util.Locale;
import vn.loa.sms.TextWarning.Kind;

/**
 * The sentences of warnings: where, which character, what it does, what to do. Numbers go in as
 * {@code %s}, for {@code %d} takes the digits that the machine is set to.
 */
final class WarningWords {

  static TextWarning oneSign(Kind kind, int position, int codePoint, String instead, int saved) {
    boolean unaccented = kind == Kind.ONE_SIGN_KEEPS_UCS2;
    return new TextWarning(
        kind,
        position,
        codePoint,
        "%s riêng ký tự thứ %s, %s, buộc cả tin dùng UCS-2 (70 đơn vị mỗi tin thay vì 160); %s%s."
            .formatted(
                unaccented ? "Dù bỏ dấu, chỉ" : "Chỉ",
                position,
                shown(codePoint),
                mendVi(instead),
                saved > 0 ? ", sẽ bớt " + saved + " tin" : ""),
        "%s %s, %s, alone makes the text UCS-2 (70 units a message instead of 160); %s%s."
            .formatted(
                unaccented ? "Even without accents, character" : "Character",
                position,
                shown(codePoint),
                mendEn(instead),
                saved > 0 ? ", and it takes " + saved + " fewer" : ""));
  }

  private static String mendVi(String instead) {
    return switch (instead) {
      case "" -> "hãy bỏ đi";
      case "\n" -> "hãy xuống dòng bằng phím Enter";
      default -> "hãy thay bằng \"" + instead + '"';
    };
  }

  private static String mendEn(String instead) {
    return switch (instead) {
      case "" -> "leave it out";
      case "\n" -> "break the line with the Enter key instead";
      default -> "write \"" + instead + "\" instead";
    };
  }

  static TextWarning pieces(int position, int codePoint, int longer) {
    return new TextWarning(
        Kind.NOT_COMPOSED,
        position,
        codePoint,
        "Chữ và dấu rời nhau (Unicode tổ hợp), trước hết ở ký tự thứ %s; tin gửi đi ở dạng dựng sẵn, ngắn hơn %s đơn vị; hãy gõ lại bằng Unicode dựng sẵn."
            .formatted(position, longer),
        "Letters and their marks are apart, first at character %s; it is sent composed, %s units shorter; type it in composed Unicode (NFC)."
            .formatted(position, longer));
  }

  static TextWarning lookAlike(int position, int codePoint, int latin) {
    return new TextWarning(
        Kind.LOOK_ALIKE,
        position,
        codePoint,
        "Ký tự thứ %s, %s, chỉ trông giống \"%c\"; hãy gõ lại \"%c\"."
            .formatted(position, shown(codePoint), latin, latin),
        "Character %s, %s, only looks like \"%c\"; type \"%c\"."
            .formatted(position, shown(codePoint), latin, latin));
  }

  static TextWarning invisible(int position, int codePoint) {
    return new TextWarning(
        Kind.INVISIBLE,
        position,
        codePoint,
        "Ký tự thứ %s, %s, không hiện gì mà vẫn tốn chỗ; hãy xóa đi."
            .formatted(position, named(codePoint)),
        "Character %s, %s, shows nothing and takes room; delete it."
            .formatted(position, named(codePoint)));
  }

  static TextWarning loneSurrogate(int position, int codePoint) {
    return new TextWarning(
        Kind.LONE_SURROGATE,
        position,
        codePoint,
        "Ký tự thứ %s, %s, chỉ là nửa ký tự, máy sẽ hiện ô vuông; hãy gõ lại hoặc xóa đi."
            .formatted(position, code(codePoint)),
        "Character %s, %s, is half a character, of which handsets show a box; type it again or delete it."
            .formatted(position, code(codePoint)));
  }

  /** With the sign itself, unless it would not show or would change the line. */
  private static String shown(int codePoint) {
    return isVisible(codePoint)
        ? named(codePoint) + " \"" + Character.toString(codePoint) + '"'
        : named(codePoint);
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String named(int codePoint) {
    String name = Character.getName(codePoint);
    return name == null ? code(codePoint) : code(codePoint) + ' ' + name;
  }

  private static String code(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }

  private WarningWords() {}
}
