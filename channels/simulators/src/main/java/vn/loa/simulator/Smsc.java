package vn.loa.simulator;

/** What all connections of one SMSC share. Its parts are safe for use by several threads. */
final class Smsc {

  final SmscRules rules;
  final SmscMeters meters;
  final SmscRecords records;
  final SmscGate gate = new SmscGate();
  final SmscLines lines = new SmscLines();
  final SmscTimer timer;
  final SmscIds ids;
  final SmscBinds binds;
  final SmscDesk desk;
  final SmscPost post;
  final SmscReceipts receipts;
  private volatile int split;

  Smsc(SmscRules rules) {
    this.rules = rules;
    this.meters = new SmscMeters(rules.time);
    this.records = new SmscRecords(rules);
    this.timer = new SmscTimer(rules.time, gate);
    this.ids = new SmscIds(rules.dialect, rules.time.instant().toEpochMilli());
    this.binds = new SmscBinds(rules, lines, meters);
    this.desk = new SmscDesk(rules, lines, records);
    this.post = new SmscPost(timer, lines);
    this.receipts = new SmscReceipts(rules, ids, post);
  }

  /** Of how many octets the pieces are in which it writes; 0 if all at once. */
  int split() {
    return split;
  }

  void split(int octets) {
    split = octets;
  }
}
