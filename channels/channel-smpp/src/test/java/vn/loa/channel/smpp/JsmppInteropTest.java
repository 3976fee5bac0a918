package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static vn.loa.channel.smpp.Sending.SOON;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsmpp.examples.StressServer;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.LoggerFactory;
import org.slf4j.impl.JDK14LoggerFactory;

/**
 * StressServer of org.jsmpp:jsmpp-examples, in a JVM of its own: it takes any login, answers in
 * hexadecimal and reports in decimal, a second later. It can be told its port, but not its address,
 * so it listens on all of them for as long as a test takes.
 */
class JsmppInteropTest extends InteropSuite {

  /** The header of a part in hexadecimal, and the octets of its text, each as a letter. */
  private static final Pattern TOOK =
      Pattern.compile(
          "Receiving submit_sm (?:0500[0-9A-Fa-f]{8} )?(.*), return message id", Pattern.DOTALL);

  private final int port;
  private final Child smsc;

  JsmppInteropTest() throws Exception {
    port = freePort();
    smsc = Child.start(ISO_8859_1, command(port));
    await().atMost(SOON).until(() -> said("Listening on port"));
  }

  @AfterEach
  void stop() {
    smsc.close();
  }

  @Override
  SmppSettings.Builder settings() {
    return Sending.settings(port)
        .profile(SmppProfile.builder().references(Sending.HEXADECIMAL_TO_DECIMAL).build());
  }

  @Override
  boolean wasUnbound() {
    return said("is UNBOUND");
  }

  @Override
  List<String> texts() {
    return smsc.said().stream()
        .map(TOOK::matcher)
        .filter(Matcher::find)
        .map(took -> text(took.group(1).getBytes(ISO_8859_1)))
        .toList();
  }

  /** It does not tell the coding; of what is sent here, only UCS-2 begins with such an octet. */
  private static String text(byte[] octets) {
    boolean ucs2 = octets[0] < ' ';
    return HandsetText.of(0, ucs2 ? 8 : 0, octets);
  }

  private boolean said(String words) {
    return smsc.said().stream().anyMatch(line -> line.contains(words));
  }

  /** In Latin-1, so that what it logs is what came, octet by octet. */
  private static List<String> command(int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of("file", "stdout", "stderr")
        .forEach(stream -> command.add("-D" + stream + ".encoding=ISO-8859-1"));
    command.add("-Djsmpp.server.port=" + port);
    command.addAll(List.of("-cp", classPath(), StressServer.class.getName()));
    return command;
  }

  private static String classPath() {
    return Stream.of(
            StressServer.class, SMPPSession.class, LoggerFactory.class, JDK14LoggerFactory.class)
        .map(JsmppInteropTest::jar)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
