package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.SequenceTakenException;

class LedgerMemoryTest extends SharedLogContract {

  private final LedgerMemory memory = LedgerMemory.open();

  @Override
  LedgerLog open() {
    return memory.another();
  }

  @Test
  void one_of_two_writers_reads_what_the_other_kept_and_tries_again() {
    try (LedgerLog first = memory.another();
        LedgerLog second = memory.another()) {
      first.append(entries(1, 2));

      assertThatThrownBy(() -> second.append(List.of(entry(1))))
          .isInstanceOf(SequenceTakenException.class);
      assertThat(second.head()).isEqualTo(NO_HASH);
      assertThat(second.readAfter(0)).isEqualTo(entries(1, 2));
      assertThat(second.head()).isEqualTo(first.head());

      second.append(List.of(entry(3)));
      assertThat(first.readAfter(2)).containsExactly(entry(3));
    }
  }

  @Test
  void two_memories_have_nothing_in_common() {
    memory.append(three());
    try (LedgerLog other = LedgerMemory.open()) {
      assertThat(other.readAfter(0)).isEmpty();
    }
  }
}
