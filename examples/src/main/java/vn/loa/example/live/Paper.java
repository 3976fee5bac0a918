package vn.loa.example.live;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A document that the page offers to open.
 *
 * @param name last part of its address, {@code [A-Za-z0-9._-]{1,80}}, not beginning with a dot
 * @param title what a person reads
 * @param mediaType {@code text/html; charset=utf-8}
 * @param content asked each time it is opened, on a thread of the page
 */
public record Paper(String name, Words title, String mediaType, Supplier<byte[]> content) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}");

  public Paper {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a paper's name is 1 to 80 of A-Z a-z 0-9 . _ -, not beginning with a dot, but was \""
              + name
              + "\"");
    }
  }
}
