package vn.loa.channel.rss;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

/**
 * JSON (RFC 8259) read in one pass; strings come in pieces, and nothing is held but a member's
 * name.
 *
 * <p>Not safe for use by several threads.
 */
final class JsonInput {

  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 64;
  private static final int END = -1;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final Reader in;
  private final char[] buffer = new char[4096];
  private final char[] piece = new char[512];
  private int at;
  private int filled;
  private int depth;

  JsonInput(Reader in) {
    this.in = in;
  }

  /** Has to read the value of the member, or to {@link JsonInput#skip() skip} it. */
  @FunctionalInterface
  interface Members {
    void member(String name) throws IOException;
  }

  /** Has to read the element, or to {@link JsonInput#skip() skip} it. */
  @FunctionalInterface
  interface Elements {
    void element() throws IOException;
  }

  /** An object; of another kind of value nothing is told. */
  void object(Members members) throws IOException {
    if (peek() != '{') {
      skip();
      return;
    }
    open();
    if (!closes('}')) {
      do {
        String name = name();
        expect(':');
        members.member(name);
      } while (goesOn('}'));
    }
  }

  /** An array; of another kind of value nothing is told. */
  void array(Elements elements) throws IOException {
    if (peek() != '[') {
      skip();
      return;
    }
    open();
    if (!closes(']')) {
      do {
        elements.element();
      } while (goesOn(']'));
    }
  }

  /** A string; of another kind of value nothing is told. */
  void string(TextSink sink) throws IOException {
    if (peek() == '"') {
      text(sink);
    } else {
      skip();
    }
  }

  void skip() throws IOException {
    switch (peek()) {
      case '{' -> object(name -> skip());
      case '[' -> array(this::skip);
      case '"' -> text(TextSink.NONE);
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> number();
    }
  }

  /** Nothing more may come. */
  void end() throws IOException {
    if (peek() != END) {
      throw malformed();
    }
  }

  private void open() throws IOException {
    read();
    depth++;
    if (depth > XmlFeed.DEEPEST) {
      throw Unproven.unreadable("has values more than " + XmlFeed.DEEPEST + " deep");
    }
  }

  private boolean closes(char bracket) throws IOException {
    if (peek() != bracket) {
      return false;
    }
    read();
    depth--;
    return true;
  }

  private boolean goesOn(char bracket) throws IOException {
    if (closes(bracket)) {
      return false;
    }
    expect(',');
    return true;
  }

  private String name() throws IOException {
    if (peek() != '"') {
      throw malformed();
    }
    StringBuilder name = new StringBuilder();
    text((chars, from, length) -> name.append(chars, from, Math.min(length, room(name))));
    return name.toString();
  }

  /** One more than the longest that is known: a longer name is none of those. */
  private static int room(StringBuilder name) {
    return LONGEST_NAME - name.length();
  }

  private void text(TextSink sink) throws IOException {
    read();
    int size = 0;
    for (int c = read(); c != '"'; c = read()) {
      if (c < 0x20) {
        throw malformed();
      }
      piece[size++] = c == '\\' ? escaped() : (char) c;
      if (size == piece.length) {
        sink.accept(piece, 0, size);
        size = 0;
      }
    }
    sink.accept(piece, 0, size);
  }

  private char escaped() throws IOException {
    int c = read();
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) ((hex() << 12) | (hex() << 8) | (hex() << 4) | hex());
      default -> throw malformed();
    };
  }

  private int hex() throws IOException {
    int c = read();
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw malformed();
    }
    return digit;
  }

  private void literal(String literal) throws IOException {
    for (int i = 0; i < literal.length(); i++) {
      if (read() != literal.charAt(i)) {
        throw malformed();
      }
    }
  }

  private void number() throws IOException {
    StringBuilder number = new StringBuilder();
    for (int c = current(); isOfNumber(c) && number.length() <= LONGEST_NUMBER; c = current()) {
      number.append((char) read());
    }
    if (number.length() > LONGEST_NUMBER || !NUMBER.matcher(number).matches()) {
      throw malformed();
    }
  }

  private static boolean isOfNumber(int c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private void expect(char c) throws IOException {
    if (peek() != c) {
      throw malformed();
    }
    read();
  }

  /** The next that is no white space, which is still to be read. */
  private int peek() throws IOException {
    int c = current();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      at++;
      c = current();
    }
    return c;
  }

  private int read() throws IOException {
    int c = current();
    at++;
    return c;
  }

  private int current() throws IOException {
    if (at >= filled && filled >= 0) {
      filled = in.read(buffer, 0, buffer.length);
      at = 0;
    }
    return filled < 0 ? END : buffer[at];
  }

  private static Unproven malformed() {
    return Unproven.unreadable("is not well-formed JSON; the publisher has to mend it");
  }
}
