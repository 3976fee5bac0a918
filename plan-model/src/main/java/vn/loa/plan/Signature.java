package vn.loa.plan;

import vn.loa.plan.internal.Names;

/**
 * Who signed, and as what.
 *
 * @param line of the document, from 1
 * @param capacity "KT. CHỦ TỊCH": signed for the chairman
 */
public record Signature(Clause clause, int line, Text capacity, String signer) {

  public Signature {
    Names.line(line);
    Names.words("signer", signer);
  }
}
