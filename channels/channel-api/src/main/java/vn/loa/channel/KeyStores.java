package vn.loa.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;

/** Key stores from files and certificates; what is wrong with a file is said with its name. */
final class KeyStores {

  private KeyStores() {}

  /**
   * @param file PKCS12 or JKS
   */
  static KeyStore read(Path file, char[] password) {
    try {
      return KeyStore.getInstance(readable(file).toFile(), password);
    } catch (KeyStoreException strange) {
      throw new IllegalArgumentException(
          file + ": is no PKCS12 or JKS key store; keytool -list -keystore shows what is in one",
          strange);
    } catch (IOException | GeneralSecurityException locked) {
      throw new IllegalArgumentException(
          "%s: this password does not open it, or it is damaged; check both (%s)"
              .formatted(file, locked.getMessage()),
          locked);
    }
  }

  /**
   * @param file certificates, each as PEM, or one as DER
   */
  static KeyStore readCertificates(Path file) {
    try (InputStream in = Files.newInputStream(readable(file))) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(file + ": holds no certificate; PEM or DER is read");
      }
      return of(found);
    } catch (IOException | CertificateException strange) {
      throw new IllegalArgumentException(
          "%s: no certificates in PEM or DER (%s); give a key store with its password"
              .formatted(file, strange.getMessage()),
          strange);
    }
  }

  static KeyStore of(Collection<? extends Certificate> trusted) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate each : trusted) {
        store.setCertificateEntry("trusted-" + store.size(), each);
      }
      return store;
    } catch (IOException | GeneralSecurityException never) {
      throw new IllegalStateException("a key store in memory failed", never);
    }
  }

  static boolean hasCertificate(KeyStore store) {
    return has(store, store::isCertificateEntry);
  }

  static boolean hasKey(KeyStore store) {
    return has(store, store::isKeyEntry);
  }

  private static boolean has(KeyStore store, Question question) {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (question.ask(alias)) {
          return true;
        }
      }
      return false;
    } catch (KeyStoreException notLoaded) {
      throw new IllegalArgumentException(
          "a key store must be loaded before it is given", notLoaded);
    }
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          file + ": there is no such file, or we may not read it; correct its name or its rights");
    }
    return file;
  }

  private interface Question {
    boolean ask(String alias) throws KeyStoreException;
  }
}
