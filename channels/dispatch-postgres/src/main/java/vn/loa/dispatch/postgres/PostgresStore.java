package vn.loa.dispatch.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;
import vn.loa.dispatch.postgres.ReceiptsCall.Taking;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.ShareRequest;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * Keeps campaigns in a PostgreSQL database, version 13 or later, in a schema of its own, which it
 * makes and brings to its version. Several stores, in as many processes as there are, may be open
 * on one schema: a chunk has one lease at a time among all of them. A lease ends when it was not
 * renewed for its time, by the clock of the database; what was attempted under it is in doubt then,
 * and whoever held it records nothing more.
 *
 * <p>Calls are made together in one transaction, in their order, on a thread of the store's own. It
 * takes one connection of the data source for that, and one for each scan; it works with any pool,
 * and through PgBouncer in transaction mode.
 *
 * <p>While the database does not answer, what was called waits, and goes on by itself when it does;
 * {@link #lease} and {@link #scan} fail with {@link StoreException.Kind#UNAVAILABLE} then.
 *
 * <p>Safe for use by several threads.
 */
public final class PostgresStore implements DispatchStore {

  private static final Logger LOG = System.getLogger(PostgresStore.class.getName());

  private final Builder settings;
  private final Database database;
  private final Campaigns campaigns = new Campaigns();
  private final Chunks chunks = new Chunks(campaigns);
  private final Transactions transactions;

  /** Tells it apart from every other store, also of the same name. */
  private final String holder;

  private PostgresStore(Builder settings) {
    this.settings = settings;
    Schema schema = new Schema(settings.schema);
    this.holder = settings.name + "/" + Long.toHexString(new SecureRandom().nextLong());
    this.database = new Database(settings.database, schema);
    this.transactions =
        new Transactions(
            database,
            new Work.Shared(campaigns, chunks, new KeptChunks(), new Proven(), schema, holder),
            () ->
                new Upkeep(
                    settings.time.instant(), settings.keepDeliveries, settings.keepSummaries),
            settings.time);
  }

  /** Opens a store with default settings. */
  public static PostgresStore open(DataSource database) {
    return builder(database).open();
  }

  /**
   * @param database gives connections of a role that may create a schema, or that owns the one that
   *     an administrator made
   */
  public static Builder builder(DataSource database) {
    return new Builder(database);
  }

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return transactions.call(new AppendCall(campaign, chunk, recipients, last));
  }

  @Override
  public Leased lease(LeaseRequest request) {
    return transactions.await(new LeaseCall(request, settings.time.nanos()));
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    return transactions.call(new RecordCall(lease, copy(changes)));
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(
      String channel, ReceiptBatch receipts, Instant now) {
    List<Taking> batch = new ArrayList<>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      String text = receipts.text(i);
      long number = text == null ? receipts.number(i) : KeptChunk.hash(text);
      batch.add(new Taking(number, text, receipts.receipt(i), receipts.from(i)));
    }
    return transactions.call(new ReceiptsCall(channel, batch, now, settings.keepWaitingReceipts));
  }

  @Override
  public CompletionStage<Recorded> control(String campaign, Control change) {
    Control kept =
        change instanceof Control.Settle settle
            ? new Control.Settle(settle.chunk(), copy(settle.changes()))
            : change;
    return transactions.call(new ControlCall(campaign, kept));
  }

  @Override
  public void scan(Query query, Visitor visitor) {
    transactions.await(new Barrier());
    Connection on = null;
    try {
      on = database.reading();
      new Looking(on, campaigns, chunks).show(query, visitor);
    } catch (SQLException failed) {
      throw database.failure(failed);
    } finally {
      database.giveBack(on);
    }
  }

  private static Changes copy(Changes changes) {
    Changes copy = new Changes().at(changes.at());
    for (int i = 0; i < changes.size(); i++) {
      copy.add(changes, i);
    }
    return changes.releases() ? copy.release() : copy;
  }

  @Override
  public int share(ShareRequest request) {
    return transactions.await(new ShareCall(request, holder));
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void close() {
    transactions.close();
    database.close();
  }

  /** Whatever was called before it has been made. */
  private static final class Barrier extends Call<Boolean> {
    @Override
    boolean needsDatabase() {
      return false;
    }

    @Override
    Boolean make(Work work) {
      return true;
    }
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final DataSource database;
    private String schema = "loa";
    private String name = ManagementFactory.getRuntimeMXBean().getName();
    private Time time = Time.system();
    private Duration keepWaitingReceipts = Duration.ofDays(3);
    private Duration keepDeliveries = Duration.ofDays(30);
    private Duration keepSummaries = Duration.ofDays(400);

    private Builder(DataSource database) {
      this.database = database;
    }

    /**
     * The schema that has its tables. Default {@code loa}.
     *
     * @throws IllegalArgumentException unless it is 1 to 31 of a-z 0-9 _
     */
    public Builder schema(String schema) {
      this.schema = schema;
      return this;
    }

    /** What leases are marked with, for administrators. Default: process and host. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /** How long a receipt waits for its reference. Default 72 h. */
    public Builder keepWaitingReceipts(Duration time) {
      this.keepWaitingReceipts = positive(time);
      return this;
    }

    /** How long every delivery of a finished campaign is kept, then its summary. Default 30 d. */
    public Builder keepDeliveries(Duration time) {
      this.keepDeliveries = positive(time);
      return this;
    }

    /** How long the summary of a finished campaign, and with it its key, is kept. Default 400 d. */
    public Builder keepSummaries(Duration time) {
      this.keepSummaries = positive(time);
      return this;
    }

    private static Duration positive(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("what is kept is kept for a time, not for " + time);
      }
      return time;
    }

    /**
     * @throws StoreException UNUSABLE where the tables cannot be made, or are of a later version
     */
    public PostgresStore open() {
      PostgresStore store = new PostgresStore(this);
      store.database.migrate();
      store.transactions.start();
      LOG.log(Level.INFO, "dispatch store in schema {0}, as {1}", schema, name);
      return store;
    }
  }
}
