package vn.loa.reporting;

import vn.loa.channel.Address;
import vn.loa.reporting.document.Language;

/**
 * Where somebody at an agency reads reminders.
 *
 * @param agency id
 * @param language that they read
 */
public record Contact(String agency, Language language, Address address) {}
