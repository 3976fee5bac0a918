package vn.loa.reporting;

import java.text.BreakIterator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Urgency;
import vn.loa.plan.Agency;
import vn.loa.plan.DueDate;
import vn.loa.plan.Plan;
import vn.loa.plan.ReporterRole;
import vn.loa.plan.calendar.Bound;
import vn.loa.plan.ledger.DueAction;
import vn.loa.plan.ledger.DuplicateEntryException;
import vn.loa.plan.ledger.Ledger;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Values;

/**
 * Turns what falls due in a ledger into messages, once each. A reminder goes to the agency that
 * owes the report; an escalation also to the one above it, or to the consolidators where there is
 * none.
 *
 * <pre>
 *   dueActions ──► a message for each contact, in its language ──► sender ──► carriedOut
 *                  the same key and words at every try             keeps it   in the ledger
 * </pre>
 *
 * <p>Between sender and ledger a process may end: the message then comes again under its key, which
 * a dispatcher takes for the campaign that it has.
 *
 * <p>Safe for use by several threads and processes, as far as the sender is.
 */
public final class ReminderMessages {

  /** Of an agency's name, so that the whole takes two SMS at most. */
  private static final int NAME = 40;

  /** Nobody needs to hear of it longer. */
  private static final Duration ESCALATION_HOLDS = Duration.ofDays(3);

  private final Ledger ledger;
  private final Plan plan;
  private final Map<String, List<Contact>> contacts = new HashMap<>();
  private final ReminderSender sender;

  private ReminderMessages(Ledger ledger, List<Contact> contacts, ReminderSender sender) {
    this.ledger = ledger;
    this.plan = ledger.plan();
    this.sender = sender;
    for (Contact contact : contacts) {
      String agency = ledger.roster().agency(contact.agency()).id();
      this.contacts.computeIfAbsent(agency, any -> new ArrayList<>()).add(contact);
    }
  }

  /**
   * @param contacts any number for each agency
   * @throws vn.loa.plan.UnknownNameException when one is at an agency that the roster does not have
   */
  public static ReminderMessages of(Ledger ledger, List<Contact> contacts, ReminderSender sender) {
    return new ReminderMessages(ledger, contacts, sender);
  }

  /**
   * Sends what fell due in a span, and enters in the ledger what was sent. One that fails keeps no
   * other back.
   *
   * @param from excluded: where the last round ended, or earlier; what was carried out is not due
   *     again
   * @param to included: now
   * @param actor who enters it
   */
  public ReminderRound carryOut(Instant from, Instant to, String actor) {
    List<DueAction> carriedOut = new ArrayList<>();
    List<DueAction> needless = new ArrayList<>();
    List<DueAction> withoutContact = new ArrayList<>();
    Map<DueAction, RuntimeException> failed = new LinkedHashMap<>();
    for (DueAction action : ledger.dueActions(from, to)) {
      List<Contact> readers = readers(action);
      boolean isNeedless = action.settled() || !to.isBefore(validUntil(action));
      if (!isNeedless && readers.isEmpty()) {
        withoutContact.add(action);
        continue;
      }
      try {
        if (!isNeedless) {
          send(action, readers);
        }
        enter(action, actor);
        (isNeedless ? needless : carriedOut).add(action);
      } catch (RuntimeException refused) {
        failed.put(action, refused);
      }
    }
    return new ReminderRound(carriedOut, needless, withoutContact, failed);
  }

  private void enter(DueAction action, String actor) {
    try {
      ledger.carriedOut(action, actor);
    } catch (DuplicateEntryException other) {
      // Another process sent the same under the same key, and was quicker to say so.
    }
  }

  private List<Contact> readers(DueAction action) {
    List<Contact> readers = new ArrayList<>(contactsOf(action.agency()));
    if (action.kind() == DueAction.Kind.ESCALATION) {
      above(action.agency()).forEach(agency -> readers.addAll(contactsOf(agency)));
    }
    return readers.stream().distinct().toList();
  }

  private List<Contact> contactsOf(String agency) {
    return contacts.getOrDefault(agency, List.of());
  }

  private List<String> above(String agency) {
    String parent = ledger.roster().agency(agency).parent();
    return parent != null
        ? List.of(parent)
        : ledger.roster().withRole(plan, ReporterRole.CONSOLIDATOR).stream()
            .map(Agency::id)
            .toList();
  }

  private void send(DueAction action, List<Contact> readers) {
    Map<String, Integer> alike = new HashMap<>();
    for (Contact contact : readers) {
      String shown = contact.language().tag() + " " + shown(contact.address());
      int number = alike.merge(shown, 1, Integer::sum);
      String key = Ids.of(action.key(), shown, Integer.toString(number));
      sender.send(key, message(key, action, contact.language()), Audience.of(contact.address()));
    }
  }

  /** No more of a number than may be shown: keys stand in logs. */
  private static String shown(Address address) {
    return address.kind() + " " + address;
  }

  /**
   * The same at every try: nothing in it is from the clock. A notice of an authority, not an
   * advertisement.
   */
  private Message message(String key, DueAction action, Language reader) {
    Language other = reader == Language.VI ? Language.EN : Language.VI;
    return Message.builder(key, title(action, reader))
        .text(reader.tag(), text(action, reader))
        .text(other.tag(), text(action, other))
        .validUntil(validUntil(action))
        .urgency(action.kind() == DueAction.Kind.REMINDER ? Urgency.ROUTINE : Urgency.PRIORITY)
        .purpose(Purpose.PUBLIC_NOTICE)
        .about(date(action).obligation().clause().toString())
        .plan(plan.document().toString())
        .issuer(plan.regime().via().vi())
        .build();
  }

  private static DueDate date(DueAction action) {
    return action.report().dueDate();
  }

  private static Instant validUntil(DueAction action) {
    return action.kind() == DueAction.Kind.REMINDER
        ? action.report().due()
        : action.at().plus(ESCALATION_HOLDS);
  }

  private static String title(DueAction action, Language language) {
    return (action.kind() == DueAction.Kind.REMINDER
            ? language.of("Nhắc nộp báo cáo kỳ ", "Report due: ")
            : language.of("Quá hạn báo cáo kỳ ", "Report overdue: "))
        + action.report().period().label();
  }

  private String text(DueAction action, Language language) {
    String report =
        language.of("báo cáo ", "report ")
            + action.report().period().label()
            + language.of(" của ", " of ")
            + name(action, language)
            + language.of(" (KH ", " (plan ")
            + plan.document()
            + ")";
    String due = due(date(action), language) + " (" + date(action).obligation().clause() + ").";
    return action.kind() == DueAction.Kind.REMINDER
        ? language.of("Nhắc: ", "Reminder: ") + report + language.of(" phải gửi ", " is due ") + due
        : language
                .of("Quá hạn %s ngày làm việc: ", "Overdue by %s working days: ")
                .formatted(action.days())
            + report
            + language.of(" chưa nhận, hạn ", " is not here, due ")
            + due;
  }

  private static String due(DueDate date, Language language) {
    boolean before = date.obligation().due().bound() == Bound.BEFORE;
    LocalDate day = before ? date.lastDay().plusDays(1) : date.lastDay();
    return (before ? language.of("trước ", "before ") : language.of("chậm nhất ", "by "))
        + Values.in(language).of(day);
  }

  private String name(DueAction action, Language language) {
    String name = language.of(ledger.roster().agency(action.agency()).name());
    return cut(name);
  }

  /** At most {@link #NAME} characters as people see them. */
  private static String cut(String name) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(name);
    int end = characters.next(NAME - 1);
    boolean fits = end == BreakIterator.DONE || characters.next(2) == BreakIterator.DONE;
    return fits ? name : name.substring(0, end) + "…";
  }
}
