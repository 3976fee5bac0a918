package vn.loa.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a command is from those who may command, and for the topic it came on. */
final class Seal {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = ",\"sig\":";

  private final Map<String, PublicKey> keys;

  /**
   * @param keys Ed25519 (RFC 8032), by key id; none if signatures are not looked at
   */
  Seal(Map<String, PublicKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * @param to the target that the topic names, {@code a/<area>} or {@code d/<device>}
   */
  boolean holds(byte[] payload, String to) {
    if (keys.isEmpty()) {
      return isFor(payload, to, true);
    }
    int mark = mark(payload);
    return mark > 0 && isSigned(payload, mark) && isFor(signed(payload, mark), to, false);
  }

  /** What may be believed: with keys, nothing that the signature leaves out. */
  byte[] believed(byte[] payload) {
    return keys.isEmpty() ? payload : signed(payload, mark(payload));
  }

  private static boolean isFor(byte[] json, String to, boolean silenceWillDo) {
    try {
      JsonNode said = JSON.readTree(json).path("to");
      return said.isMissingNode() ? silenceWillDo : said.asText().equals(to);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private boolean isSigned(byte[] payload, int mark) {
    @Nullable JsonNode sig = sig(payload, mark);
    @Nullable PublicKey key = sig == null ? null : keys.get(sig.path("kid").asText());
    if (sig == null || key == null) {
      return false;
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key);
      ed25519.update(payload, 0, mark);
      return ed25519.verify(Base64.getUrlDecoder().decode(sig.path("value").asText()));
    } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
      return false;
    }
  }

  private static @Nullable JsonNode sig(byte[] payload, int mark) {
    byte[] tail = Arrays.copyOfRange(payload, mark, payload.length);
    tail[0] = '{';
    try {
      JsonNode rest = JSON.readTree(tail);
      JsonNode sig = rest.path("sig");
      return rest.size() == 1 && sig.path("alg").asText().equals("Ed25519") ? sig : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static byte[] signed(byte[] payload, int mark) {
    byte[] whole = Arrays.copyOf(payload, mark + 1);
    whole[mark] = '}';
    return whole;
  }

  /** In ISO 8859-1 an index of characters is one of octets. */
  private static int mark(byte[] payload) {
    return new String(payload, StandardCharsets.ISO_8859_1).lastIndexOf(MARK);
  }
}
