package vn.loa.channel.mqtt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The pair of RFC 8032 §7.1, test 1: no secret. */
final class TestKeys {

  static final String SECRET = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  /** RFC 8410 §7: what precedes the key in PKCS #8. */
  private static final String PKCS8 = "302e020100300506032b657004220420";

  /** RFC 8410 §4: what precedes the key in X.509. */
  private static final String X509 = "302a300506032b6570032100";

  static byte[] pkcs8(String secret) {
    return HexFormat.of().parseHex(PKCS8 + secret);
  }

  static PrivateKey secret(String hex) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8(hex)));
  }

  static boolean isSigned(String publicKey, byte[] octets, byte[] signature)
      throws GeneralSecurityException {
    byte[] x509 = HexFormat.of().parseHex(X509 + publicKey);
    PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    Signature check = Signature.getInstance("Ed25519");
    check.initVerify(key);
    check.update(octets);
    return check.verify(signature);
  }

  private TestKeys() {}
}
