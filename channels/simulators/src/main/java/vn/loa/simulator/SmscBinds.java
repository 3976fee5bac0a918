package vn.loa.simulator;

/** Who may bind. Safe for use by several threads. */
final class SmscBinds {

  private final SmscRules rules;
  private final SmscLines lines;
  private final SmscMeters meters;
  private volatile int refusal = Smpp.ROK;
  private volatile boolean silent;

  SmscBinds(SmscRules rules, SmscLines lines, SmscMeters meters) {
    this.rules = rules;
    this.lines = lines;
    this.meters = meters;
  }

  void refuse(int status) {
    refusal = status;
  }

  void answer(boolean on) {
    silent = !on;
  }

  boolean areAnswered() {
    return !silent;
  }

  /**
   * The command_status of the answer; with ESME_ROK it is bound. Of two that come at once, only one
   * is the last that there is room for.
   *
   * @param command bind_transmitter, bind_receiver or bind_transceiver
   */
  synchronized int bind(SmscLine line, int command, String systemId, String password) {
    int status = statusOf(line, systemId, password);
    if (status == Smpp.ROK) {
      line.bound(command);
      meters.bindsAccepted.increment();
    } else {
      meters.bindsRefused.increment();
    }
    return status;
  }

  private int statusOf(SmscLine line, String systemId, String password) {
    int told = refusal;
    if (told != Smpp.ROK) {
      return told;
    }
    if (!rules.systemId.equals(systemId)) {
      return Smpp.RINVSYSID;
    }
    if (!rules.password.equals(password)) {
      return Smpp.RINVPASWD;
    }
    return line.isBound() || lines.bound() >= rules.mostBinds ? Smpp.RALYBND : Smpp.ROK;
  }
}
