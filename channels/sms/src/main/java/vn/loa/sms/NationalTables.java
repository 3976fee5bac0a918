package vn.loa.sms;

/**
 * The tables of 3GPP TS 23.038, Annex A: single shift tables (A.2) stand behind an escape, locking
 * shift tables (A.3) in the place of the default alphabet.
 *
 * <p>Each is written as the Unicode code points of its 128 places in order, in hexadecimal: {@code
 * 61-7a} is a run, a dot a place without character, {@code .*9} nine of them. Place 1b is the
 * escape, and empty.
 *
 * <p>One place is not as printed: the Kannada locking shift table has U+0CAA at 24 and again at 3d
 * and U+0CA1 nowhere, out of its order. Handsets have U+0CA1 at 24, and so has this one.
 */
final class NationalTables {

  private static final int PLACES = 128;

  static final String TURKISH_LOCKING =
      table(
          """
          40 a3 24 a5 20ac e9 f9 131 f2 c7 a 11e 11f d c5 e5 394 5f 3a6 393 39b 3a9 3a0 3a8
          3a3 398 39e . 15e 15f df c9 20-23 a4 25-3f 130 41-5a c4 d6 d1 dc a7 e7 61-7a e4 f6
          f1 fc e0
          """);

  static final String TURKISH_SINGLE =
      table(
          """
          .*10 c .*9 5e .*19 7b 7d .*5 5c .*12 5b 7e 5d . 7c .*6 11e . 130 .*9 15e .*15 e7 .
          20ac . 11f . 131 .*9 15f .*12
          """);

  static final String SPANISH_SINGLE =
      table(
          """
          .*9 e7 c .*9 5e .*19 7b 7d .*5 5c .*12 5b 7e 5d . 7c c1 .*7 cd .*5 d3 .*5 da .*11 e1
          .*3 20ac .*3 ed .*5 f3 .*5 fa .*10
          """);

  static final String PORTUGUESE_LOCKING =
      table(
          """
          40 a3 24 a5 ea e9 fa ed f3 e7 a d4 f4 d c1 e1 394 5f aa c7 c0 221e 5e 5c 20ac d3 7c
          . c2 e2 ca c9 20-23 ba 25-3f cd 41-5a c3 d5 da dc a7 7e 61-7a e3 f5 60 fc e0
          """);

  static final String PORTUGUESE_SINGLE =
      table(
          """
          .*5 ea .*3 e7 c d4 f4 . c1 e1 .*2 3a6 393 5e 3a9 3a0 3a8 3a3 398 .*5 ca .*8 7b 7d
          .*5 5c .*12 5b 7e 5d . 7c c0 .*7 cd .*5 d3 .*5 da .*5 c3 d5 .*4 c2 .*3 20ac .*3 ed
          .*5 f3 .*5 fa .*5 e3 f5 .*2 e2
          """);

  static final String BENGALI_LOCKING =
      table(
          """
          981-983 985-98b a 98c . d . 98f 990 .*2 993-99a . 99b-99e 20 21 99f-9a4 29 28 9a5
          9a6 2c 9a7 2e 9a8 30-3b . 9aa 9ab 3f 9ac-9b0 . 9b2 .*3 9b6-9b9 9bc-9c4 .*2 9c7 9c8
          .*2 9cb-9ce 61-7a 9d7 9dc 9dd 9f0 9f1
          """);

  static final String BENGALI_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 9e6 9e7 . 9e8-9ef
          9df-9e2 7b 7d 9e3 9f2-9f5 5c 9f6-9fa .*7 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String GUJARATI_LOCKING =
      table(
          """
          a81-a83 a85-a8b a a8c a8d d . a8f-a91 . a93-a9a . a9b-a9e 20 21 a9f-aa4 29 28 aa5
          aa6 2c aa7 2e aa8 30-3b . aaa aab 3f aac-ab0 . ab2 ab3 . ab5-ab9 abc-ac5 . ac7-ac9 .
          acb-acd ad0 61-7a ae0-ae3 af1
          """);

  static final String GUJARATI_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . ae6-aef
          .*2 7b 7d .*5 5c .*12 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String HINDI_LOCKING =
      table(
          """
          901-903 905-90b a 90c 90d d 90e-91a . 91b-91e 20 21 91f-924 29 28 925 926 2c 927 2e
          928 30-3b 929-92b 3f 92c-939 93c-94d 950 61-7a 972 97b 97c 97e 97f
          """);

  static final String HINDI_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . 966-96f
          951 952 7b 7d 953 954 958-95a 5c 95b-963 970 971 . 5b 7e 5d . 7c 41-5a .*10 20ac
          .*26
          """);

  static final String KANNADA_LOCKING =
      table(
          """
          . c82 c83 c85-c8b a c8c . d c8e-c90 . c92-c9a . c9b-c9e 20 21 c9f-ca4 29 28 ca5 ca6
          2c ca7 2e ca8 30-3b . caa cab 3f cac-cb3 . cb5-cb9 cbc-cc4 . cc6-cc8 . cca-ccd cd5
          61-7a cd6 ce0-ce3
          """);

  static final String KANNADA_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . ce6-cef
          cde cf1 7b 7d cf2 .*4 5c .*12 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String MALAYALAM_LOCKING =
      table(
          """
          . d02 d03 d05-d0b a d0c . d d0e-d10 . d12-d1a . d1b-d1e 20 21 d1f-d24 29 28 d25 d26
          2c d27 2e d28 30-3b . d2a d2b 3f d2c-d39 . d3d-d44 . d46-d48 . d4a-d4d d57 61-7a
          d60-d63 d79
          """);

  static final String MALAYALAM_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . d66-d71
          7b 7d d72-d75 d7a 5c d7b-d7f .*7 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String ORIYA_LOCKING =
      table(
          """
          b01-b03 b05-b0b a b0c . d . b0f b10 .*2 b13-b1a . b1b-b1e 20 21 b1f-b24 29 28 b25
          b26 2c b27 2e b28 30-3b . b2a b2b 3f b2c-b30 . b32 b33 . b35-b39 b3c-b44 .*2 b47 b48
          .*2 b4b-b4d b56 61-7a b57 b60-b63
          """);

  static final String ORIYA_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . b66-b6f
          b5c b5d 7b 7d b5f b70 b71 .*2 5c .*12 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String PUNJABI_LOCKING =
      table(
          """
          a01-a03 a05-a0a . a .*2 d . a0f a10 .*2 a13-a1a . a1b-a1e 20 21 a1f-a24 29 28 a25
          a26 2c a27 2e a28 30-3b . a2a a2b 3f a2c-a30 . a32 a33 . a35 a36 . a38 a39 a3c .
          a3e-a42 .*4 a47 a48 .*2 a4b-a4d a51 61-7a a70-a74
          """);

  static final String PUNJABI_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . a66-a6f
          a59 a5a 7b 7d a5b a5c a5e a75 . 5c .*12 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String TAMIL_LOCKING =
      table(
          """
          . b82 b83 b85-b8a . a .*2 d b8e-b90 . b92-b95 .*3 b99 b9a .*2 b9c . b9e 20 21 b9f
          .*3 ba3 ba4 29 28 .*2 2c . 2e ba8 30-3b ba9 baa . 3f .*2 bae-bb9 .*2 bbe-bc2 .*3
          bc6-bc8 . bca-bcd bd0 61-7a bd7 bf0-bf2 bf9
          """);

  static final String TAMIL_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 964 965 . be6-bef
          bf3 bf4 7b 7d bf5-bf8 bfa 5c .*12 5b 7e 5d . 7c 41-5a .*10 20ac .*26
          """);

  static final String TELUGU_LOCKING =
      table(
          """
          c01-c03 c05-c0b a c0c . d c0e-c10 . c12-c1a . c1b-c1e 20 21 c1f-c24 29 28 c25 c26 2c
          c27 2e c28 30-3b . c2a c2b 3f c2c-c33 . c35-c39 . c3d-c44 . c46-c48 . c4a-c4d c55
          61-7a c56 c60-c63
          """);

  static final String TELUGU_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a .*3 c66-c6f c58
          c59 7b 7d c78-c7c 5c c7d-c7f .*9 5b 7e 5d . 7c 41-5a .*37
          """);

  static final String URDU_LOCKING =
      table(
          """
          627 622 628 67b 680 67e 6a6 62a 6c2 67f a 679 67d d 67a 67c 62b 62c 681 684 683
          685-687 62d-62f . 68c 688-68a 20 21 68f 68d 630 631 691 693 29 28 699 632 2c 696 2e
          698 30-3b 69a 633 634 3f 635-639 641 642 6a9-6ab 6af 6b3 6b1 644-646 6ba-6bc 648 6c4
          6d5 6c1 6be 621 6cc 6d0 6d2 64d 650 64f 657 654 61-7a 655 651 653 656 670
          """);

  static final String URDU_SINGLE =
      table(
          """
          40 a3 24 a5 bf 22 a4 25-27 c 2a 2b . 2d 2f 3c-3e a1 5e a1 5f 23 2a 600 601 . 6f0-6f9
          60c 60d 7b 7d 60e-612 5c 613 614 61b 61f 640 652 658 66b 66c 672 673 6cd 5b 7e 5d
          6d4 7c 41-5a .*10 20ac .*26
          """);

  /** The 128 characters of a table in the notation above. */
  static String table(String notation) {
    StringBuilder table = new StringBuilder(PLACES);
    for (String token : notation.strip().split("\\s+", -1)) {
      if (token.startsWith(".")) {
        table.append(String.valueOf(Gsm7.VOID).repeat(places(token)));
      } else {
        run(token, table);
      }
    }
    return table.toString();
  }

  private static int places(String dots) {
    return dots.length() == 1 ? 1 : Integer.parseInt(dots.substring(2));
  }

  private static void run(String token, StringBuilder table) {
    int dash = token.indexOf('-');
    int first = Integer.parseInt(dash < 0 ? token : token.substring(0, dash), 16);
    int last = Integer.parseInt(token.substring(dash + 1), 16);
    for (int character = first; character <= last; character++) {
      table.append((char) character);
    }
  }

  private NationalTables() {}
}
