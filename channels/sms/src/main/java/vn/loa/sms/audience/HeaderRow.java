package vn.loa.sms.audience;

/** Whether the first row of a file names the columns. */
public enum HeaderRow {
  /** It does; a file whose first row names no column of phone numbers is refused. */
  PRESENT,

  /** It is a citizen. The column is the first that holds a phone number in the first 20 lines. */
  ABSENT,

  /** It does if it names a column of phone numbers, as "phone" or "Số điện thoại" do. */
  DETECT
}
