package vn.loa.channel.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a command on the wire says, as far as a {@link HubWildRun} looks at it. */
record WildCommand(String id, String kind, Instant expires, List<String> references) {

  private static final Pattern FORM =
      Pattern.compile(
          "\"id\":\"([^\"]*)\",\"kind\":\"([^\"]*)\",\"status\":\"actual\","
              + "\"expires\":\"([^\"]*)\"(?:,\"references\":\\[([^\\]]*)])?");

  /** Empty for what is no command. */
  static Optional<WildCommand> read(byte[] payload) {
    Matcher form = FORM.matcher(new String(payload, StandardCharsets.UTF_8));
    return form.find()
        ? Optional.of(
            new WildCommand(
                form.group(1), form.group(2), Instant.parse(form.group(3)), ids(form.group(4))))
        : Optional.empty();
  }

  private static List<String> ids(@Nullable String list) {
    return list == null ? List.of() : List.of(list.replace("\"", "").split(","));
  }

  boolean announces() {
    return kind.equals("say");
  }

  boolean cancels() {
    return kind.equals("cancel");
  }
}
