package vn.loa.channel.rss;

/** Takes a text in pieces. The array is the giver's, and changes after the call. */
@FunctionalInterface
interface TextSink {

  TextSink NONE = (text, from, length) -> {};

  void accept(char[] text, int from, int length);
}
