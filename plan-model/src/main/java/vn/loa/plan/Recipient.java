package vn.loa.plan;

import vn.loa.plan.internal.Names;

/**
 * Who the document is sent to ("Nơi nhận").
 *
 * @param line of the document, from 1
 * @param role why they receive it
 */
public record Recipient(String id, Clause clause, int line, Text text, String role) {

  public Recipient {
    Names.id("recipient", id);
    Names.line(line);
    Names.words("role", role);
  }
}
