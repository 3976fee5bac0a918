package vn.loa.sms.rules;

/**
 * Why a message may have to wait, or may not go at all. The sentences are a short reading of the
 * documents named, not their wording, and no legal advice.
 */
public enum Rule {
  /** Binds every message; {@link SendingRules.Builder#binds} may leave it to advertising. */
  QUIET_HOURS(
      "Nghị định 91/2020/NĐ-CP, Điều 13",
      "Tin nhắn không đến người dân trong giờ yên tĩnh; nó chờ đến hết giờ đó.",
      "No message reaches people in the quiet hours; it waits until they end."),
  /** Of messages, not of the parts that one is carried in. May be left to advertising too. */
  CAP(
      "Nghị định 91/2020/NĐ-CP, Điều 13",
      "Một thuê bao chỉ nhận một số tin nhắn nhất định trong một khoảng thời gian.",
      "A number gets only so many messages within a span of time."),
  /** May be left to advertising too. */
  OPT_OUT(
      "Nghị định 91/2020/NĐ-CP, Điều 14–16",
      "Người đã từ chối nhận tin không nhận tin nữa.",
      "Who has refused messages gets no more of them."),
  DO_NOT_ADVERTISE(
      "Thông tư 22/2021/TT-BTTTT, Điều 6",
      "Không gửi quảng cáo đến thuê bao trong danh sách không quảng cáo.",
      "Numbers on the do-not-advertise list get no advertising."),
  CONSENT(
      "Nghị định 91/2020/NĐ-CP, Điều 13",
      "Chỉ gửi quảng cáo đến người đã đồng ý nhận.",
      "Advertising goes only to people who agreed to it beforehand."),
  LABEL(
      "Nghị định 91/2020/NĐ-CP, Điều 14–16",
      "Tin quảng cáo bắt đầu bằng nhãn [QC] hoặc [AD].",
      "Advertising begins with the label [QC] or [AD]."),
  WAY_OUT(
      "Nghị định 91/2020/NĐ-CP, Điều 14–16",
      "Tin quảng cáo nói rõ cách từ chối nhận tin.",
      "Advertising says how to refuse more of it."),
  SENDER(
      "Nghị định 91/2020/NĐ-CP, Điều 13 và Điều 23",
      "Quảng cáo chỉ được gửi bằng tên định danh đã đăng ký, không bằng số điện thoại.",
      "Advertising comes from a registered sender name, never from a phone number."),
  STAGES(
      "Kế hoạch 1270/KH-UBND, IV.3, gạch đầu dòng thứ tư",
      "Tin nhắn được gửi theo từng giai đoạn trọng điểm.",
      "Messages go out in the stages that were set for them."),
  EMERGENCY(
      "Thông tư 39/2020/TT-BTTTT",
      "Chỉ tin khẩn cấp không phải quảng cáo, có lý do và người ra lệnh, mới được gửi ngay.",
      "Only an emergency that is no advertising, with its reason and the person who ordered it, goes"
          + " at once.");

  private final String source;
  private final String vi;
  private final String en;

  Rule(String source, String vi, String en) {
    this.source = source;
    this.vi = vi;
    this.en = en;
  }

  /** The document and article it is read from, in Vietnamese. */
  public String source() {
    return source;
  }

  /** One sentence in Vietnamese. */
  public String vi() {
    return vi;
  }

  /** One sentence in English. */
  public String en() {
    return en;
  }
}
