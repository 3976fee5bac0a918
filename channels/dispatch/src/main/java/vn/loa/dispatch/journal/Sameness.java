package vn.loa.dispatch.journal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.dispatch.store.CampaignRecord;

/** Whether a campaign that is started again is the one that was started. */
final class Sameness {

  private Sameness() {}

  /** What differs first, in words; null when nothing does but when it was asked for. */
  static @Nullable String difference(CampaignRecord one, CampaignRecord other) {
    String message = difference(one.message(), other.message());
    if (message != null) {
      return message;
    }
    return first(
        "channels",
        one.channels(),
        other.channels(),
        "audience",
        one.audience(),
        other.audience(),
        "urgency",
        one.urgency(),
        other.urgency(),
        "weight",
        one.weight(),
        other.weight(),
        "earliest instant",
        one.notBefore(),
        other.notBefore(),
        "emergency order",
        one.order(),
        other.order());
  }

  private static @Nullable String difference(Message one, Message other) {
    return first(
        "message id",
        one.id(),
        other.id(),
        "title",
        one.title(),
        other.title(),
        "text",
        texts(one),
        texts(other),
        "link",
        one.link(),
        other.link(),
        "recordings",
        one.recordings(),
        other.recordings(),
        "expiry",
        one.validUntil(),
        other.validUntil(),
        "urgency of the message",
        one.urgency(),
        other.urgency(),
        "purpose",
        one.purpose(),
        other.purpose(),
        "theme",
        one.about(),
        other.about(),
        "issuer",
        one.issuer(),
        other.issuer(),
        "plan",
        one.plan(),
        other.plan(),
        "areas",
        one.areas(),
        other.areas(),
        "attachments",
        one.attachments(),
        other.attachments(),
        "versions for other media",
        one.versions(),
        other.versions());
  }

  /** With their order: the first language is the one that narrow channels carry. */
  private static List<Map.Entry<String, String>> texts(Message message) {
    return List.copyOf(message.texts().entrySet());
  }

  /** The first name of triples (name, one, other) that are not equal. */
  private static @Nullable String first(@Nullable Object... triples) {
    for (int i = 0; i < triples.length; i += 3) {
      if (!Objects.equals(triples[i + 1], triples[i + 2])) {
        return String.valueOf(triples[i]);
      }
    }
    return null;
  }
}
