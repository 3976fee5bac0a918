package vn.loa.channel.rss;

import java.io.IOException;

/** What a disk says, for a person. */
final class Words {

  /** A file system's exceptions often say only the path; their type says what happened. */
  static String of(IOException cause) {
    boolean plain = cause.getClass() == IOException.class;
    return (plain ? "" : cause.getClass().getSimpleName() + " ") + cause.getMessage();
  }

  private Words() {}
}
