package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/**
 * Deliveries of one and of several parts, their answers, receipts and repetitions in any order, and
 * a listener that keeps in its own time and sometimes cannot: what was told in the end is what a
 * plain look at all receipts says.
 */
class PartsBookOracleTest {

  private static final Instant NOW = Instant.parse("2026-05-15T05:00:00Z");
  private static final int OK = 0;
  private static final int AGAIN = 0x64;

  @Property(tries = 3000)
  void each_delivery_is_told_once_and_delivered_only_when_all_of_it_is(
      @ForAll @IntRange(min = 1, max = 6) int deliveries, @ForAll long seed) {
    new Run(new Random(seed), deliveries).play();
  }

  /** One delivery, as the other end sees it. */
  private static final class Sent {
    final List<String> ids = new ArrayList<>();
    final boolean isGivenUp;
    long ticket;
    @Nullable String reference;

    Sent(boolean isGivenUp) {
      this.isGivenUp = isGivenUp;
    }
  }

  private static final class Run {
    private final Random random;
    private final List<Sent> deliveries = new ArrayList<>();
    private final Map<String, Receipt.Kind> ends = new LinkedHashMap<>();
    private final List<Runnable> steps = new ArrayList<>();
    private final List<Runnable> toKeep = new ArrayList<>();
    private final Map<String, List<Receipt.Kind>> kept = new HashMap<>();
    private final PartsBook book =
        new PartsBook((receipt, from, reply) -> toKeep.add(() -> keep(receipt, reply)));
    private int unanswered;
    private boolean isPatient;

    Run(Random random, int count) {
      this.random = random;
      for (int i = 0; i < count; i++) {
        plan(i);
      }
    }

    private void plan(int number) {
      Sent sent = new Sent(random.nextInt(4) == 0);
      List<Runnable> own = new ArrayList<>();
      int parts = 1 + random.nextInt(3);
      for (int part = 0; part < parts; part++) {
        String id = number + "." + part;
        sent.ids.add(id);
        ends.put(id, random.nextInt(5) == 0 ? Receipt.Kind.UNDELIVERED : Receipt.Kind.DELIVERED);
        for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
          own.add(() -> bring(id));
        }
      }
      deliveries.add(sent);
      if (parts == 1) {
        own.forEach(this::later);
      } else {
        own.add(() -> end(sent));
        later(() -> begin(sent, own));
      }
    }

    private void later(Runnable step) {
      steps.add(random.nextInt(steps.size() + 1), step);
    }

    private void begin(Sent sent, List<Runnable> own) {
      sent.ticket = book.begin();
      own.forEach(this::later);
    }

    private void end(Sent sent) {
      if (sent.isGivenUp) {
        book.gaveUp(sent.ticket);
      } else {
        sent.reference = book.accepted(sent.ticket, sent.ids);
      }
    }

    /** Until it is acknowledged. */
    private void bring(String id) {
      boolean[] answered = {false};
      unanswered++;
      book.arrived(
          receipt(id),
          null,
          status -> {
            assertThat(answered[0]).as("%s answered twice", id).isFalse();
            answered[0] = true;
            unanswered--;
            if (status != OK) {
              later(() -> bring(id));
            }
          });
    }

    private void keep(Receipt receipt, Desk.Reply reply) {
      boolean isKept = isPatient || random.nextBoolean();
      if (isKept) {
        kept.computeIfAbsent(receipt.reference(), any -> new ArrayList<>()).add(receipt.kind());
      }
      reply.answer(isKept ? OK : AGAIN);
    }

    void play() {
      for (int step = 0; !steps.isEmpty() || !toKeep.isEmpty(); step++) {
        isPatient = step > 200;
        List<Runnable> next =
            steps.isEmpty() || (!toKeep.isEmpty() && random.nextBoolean()) ? toKeep : steps;
        next.remove(random.nextInt(next.size())).run();
      }
      assertThat(unanswered).isZero();
      deliveries.forEach(this::check);
      assertThat(kept).isEmpty();
    }

    private void check(Sent sent) {
      if (sent.reference == null) {
        sent.ids.forEach(id -> assertThat(kept.remove(id)).isNotEmpty().containsOnly(ends.get(id)));
      } else {
        boolean isWhole = sent.ids.stream().allMatch(id -> ends.get(id) == Receipt.Kind.DELIVERED);
        assertThat(kept.remove(sent.reference))
            .containsExactly(isWhole ? Receipt.Kind.DELIVERED : Receipt.Kind.UNDELIVERED);
      }
    }

    private Receipt receipt(String id) {
      return ends.get(id) == Receipt.Kind.DELIVERED
          ? new Receipt.Delivered(id, NOW)
          : new Receipt.Undelivered(id, NOW, new Reason("UNDELIV", "could not"));
    }
  }
}
