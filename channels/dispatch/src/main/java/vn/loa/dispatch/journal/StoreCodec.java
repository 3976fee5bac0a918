package vn.loa.dispatch.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;

/**
 * What a store keeps, as octets: each is one entry of the journal's format, which FORMAT.md beside
 * the module's pom describes, so that it can be read by whatever reads that. For stores that keep
 * campaigns in an engine of their own; {@link Chunk} has the rest.
 *
 * <p>Decoding throws an {@link IllegalArgumentException} for octets that are no such entry.
 */
public final class StoreCodec {

  private StoreCodec() {}

  public static byte[] encode(CampaignRecord campaign) {
    return entry(to -> to.campaign(0, campaign));
  }

  public static CampaignRecord campaign(byte[] octets) {
    AtomicReference<CampaignRecord> found = new AtomicReference<>();
    read(
        octets,
        new Forgetful() {
          @Override
          public void campaign(int campaign, CampaignRecord record) {
            found.set(record);
          }
        });
    return given(found.get(), "campaign");
  }

  public static byte[] encode(Recipients recipients) {
    return entry(to -> to.chunk(0, 0, recipients, false));
  }

  public static Recipients recipients(byte[] octets) {
    AtomicReference<Recipients> found = new AtomicReference<>();
    read(
        octets,
        new Forgetful() {
          @Override
          public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
            found.set(recipients);
          }
        });
    return given(found.get(), "chunk");
  }

  public static byte[] encode(Receipt receipt) {
    return entry(to -> to.proof(0, 0, 0, receipt));
  }

  public static Receipt receipt(byte[] octets) {
    AtomicReference<Receipt> found = new AtomicReference<>();
    read(
        octets,
        new Forgetful() {
          @Override
          public void proof(int campaign, int chunk, int index, Receipt receipt) {
            found.set(receipt);
          }
        });
    return given(found.get(), "receipt");
  }

  /** A delivery that a receipt proves. */
  public record Proof(int chunk, int index, Receipt receipt) {}

  /** Is told what receipts proved. */
  public interface ProofReader {

    /** It has the reference that was recorded, and says no more than when. */
    void delivered(int chunk, int index, long second);

    void proven(int chunk, int index, Receipt receipt);
  }

  /** Of one campaign; most take a few octets each. */
  public static byte[] encode(List<Proof> proofs) {
    Proofs delivered = new Proofs();
    for (Proof it : proofs) {
      if (it.receipt().kind() == Receipt.Kind.DELIVERED) {
        delivered.add(it.chunk(), it.index(), ChunkState.second(it.receipt().at()));
      }
    }
    return entry(
        to -> {
          if (!delivered.isEmpty()) {
            to.delivered(0, delivered);
          }
          for (Proof it : proofs) {
            if (it.receipt().kind() != Receipt.Kind.DELIVERED) {
              to.proof(0, it.chunk(), it.index(), it.receipt());
            }
          }
        });
  }

  /** Tells what {@link #encode(List)} was given, those that were delivered first. */
  public static void proofs(byte[] octets, ProofReader reader) {
    read(
        octets,
        new Forgetful() {
          @Override
          public void delivered(int campaign, Proofs proofs) {
            for (int i = 0; i < proofs.size(); i++) {
              reader.delivered(
                  proofs.chunk(i), proofs.index(i), Integer.toUnsignedLong(proofs.second(i)));
            }
          }

          @Override
          public void proof(int campaign, int chunk, int index, Receipt receipt) {
            reader.proven(chunk, index, receipt);
          }
        });
  }

  /**
   * @param stand with or without its deliveries left
   */
  public static byte[] encode(CampaignStand stand) {
    return entry(to -> to.summary(0, stand));
  }

  public static CampaignStand stand(byte[] octets) {
    AtomicReference<CampaignStand> found = new AtomicReference<>();
    read(
        octets,
        new Forgetful() {
          @Override
          public void summary(int campaign, CampaignStand stand) {
            found.set(stand);
          }
        });
    return given(found.get(), "summary");
  }

  /**
   * Whether a campaign that is started again is the one that was started.
   *
   * @return what differs first, in words; null when nothing does but when it was asked for
   */
  public static @Nullable String difference(CampaignRecord one, CampaignRecord other) {
    return Sameness.difference(one, other);
  }

  static byte[] entry(Consumer<Entries> told) {
    Bytes out = new Bytes();
    EntryWriter writer = new EntryWriter();
    writer.beginFrame(out, new Extents());
    told.accept(writer);
    return Arrays.copyOf(out.array(), out.size());
  }

  static void read(byte[] octets, Entries target) {
    try {
      new EntryReader().read(octets, 0, octets.length, target, new Extents());
    } catch (RuntimeException damaged) {
      throw new IllegalArgumentException("these octets are no entry of a store", damaged);
    }
  }

  private static <T> T given(@Nullable T found, String what) {
    if (found == null) {
      throw new IllegalArgumentException("there is no " + what + " in these octets");
    }
    return Objects.requireNonNull(found);
  }
}
