package vn.loa.channel;

/** What a message is for; decides which sending rules bind it. */
public enum Purpose {
  PUBLIC_NOTICE,
  CUSTOMER_CARE,
  ADVERTISING
}
