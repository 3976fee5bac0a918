package vn.loa.channel;

/** Where one recipient is reached. {@code toString} shows no more of a phone number than it may. */
public sealed interface Address {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    PHONE,
    DEVICE,
    FEED
  }

  Kind kind();

  /**
   * A subscriber.
   *
   * @param e164 the number with its country code, without plus: {@code 84903123456L}. E.164 allows
   *     at most 15 digits
   */
  record Phone(long e164) implements Address {
    private static final long LONGEST = 999_999_999_999_999L;

    public Phone {
      check(e164);
    }

    static void check(long e164) {
      if (e164 < 1 || e164 > LONGEST) {
        throw new IllegalArgumentException("an E.164 number has 1 to 15 digits");
      }
    }

    @Override
    public Kind kind() {
      return Kind.PHONE;
    }

    /** The last three digits, the rest as stars. */
    @Override
    public String toString() {
      String digits = Long.toString(e164);
      int shown = Math.min(3, digits.length());
      return "*".repeat(digits.length() - shown) + digits.substring(digits.length() - shown);
    }
  }

  /**
   * One loudspeaker, board or screen.
   *
   * @param id the device's own id, {@code [A-Za-z0-9._-]{1,64}}
   * @param area code of the area it stands in ({@code q1}), same alphabet
   */
  record Device(String id, String area) implements Address {
    public Device {
      Names.check("device id", id);
      Names.check("area code", area);
    }

    @Override
    public Kind kind() {
      return Kind.DEVICE;
    }

    @Override
    public String toString() {
      return area + "/" + id;
    }
  }

  /**
   * A feed that readers fetch.
   *
   * @param name {@code [A-Za-z0-9._-]{1,64}}
   */
  record Feed(String name) implements Address {
    public Feed {
      Names.check("feed name", name);
    }

    @Override
    public Kind kind() {
      return Kind.FEED;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
