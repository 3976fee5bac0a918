package vn.loa.plan.json;

import vn.loa.plan.Agency;
import vn.loa.plan.Roster;

/** Field by field from a roster to a file. {@link RosterReader} is its mirror: change both. */
final class RosterWriter {

  private RosterWriter() {}

  static String write(Format format, Roster roster) {
    return JsonOut.pretty(
        format,
        out -> out.allObjects("agencies", roster.agencies(), agency -> agency(out, agency)));
  }

  private static void agency(JsonOut out, Agency agency) {
    out.field("id", agency.id())
        .text("name", agency.name())
        .field("kind", agency.kind())
        .field("parent", agency.parent())
        .field("group", agency.group())
        .flag("illustrative", agency.illustrative())
        .field("validFrom", agency.validFrom())
        .field("validTo", agency.validTo())
        .strings("successorOf", agency.successorOf());
  }
}
