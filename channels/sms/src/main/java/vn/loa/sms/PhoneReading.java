package vn.loa.sms;

/** What reading a phone number gave: the number, or why there is none. */
public sealed interface PhoneReading permits PhoneNumber, PhoneProblem {}
