package vn.loa.reporting;

import java.util.List;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerState;
import vn.loa.reporting.document.Block;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Letterhead;
import vn.loa.reporting.document.Values;

/** Every expected report of a plan, a row each. */
final class RegisterDocument {

  private final Ledger ledger;
  private final LedgerState state;
  private final Language language;
  private final Tables tables;

  RegisterDocument(Ledger ledger, LedgerState state, Language language) {
    this.ledger = ledger;
    this.state = state;
    this.language = language;
    this.tables = new Tables(ledger.plan(), language);
  }

  Document document(Letterhead letterhead) {
    String subject =
        language.of("Kế hoạch số ", "Plan ")
            + ledger.plan().document()
            + language.of(", đến ", ", as of ")
            + Values.in(language).of(tables.local(state.asOf()));
    List<Block> blocks =
        List.of(
            tables.statuses(
                "register",
                language.of("Sổ theo dõi báo cáo", "Register of reports"),
                ledger.roster(),
                state::forEachStatus));
    return new Document(
        language,
        language.of("SỔ THEO DÕI BÁO CÁO", "REGISTER OF REPORTS"),
        subject,
        letterhead,
        blocks);
  }
}
