package vn.loa.channel.smpp;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Tls;
import vn.loa.channel.testkit.Certificates;

class TlsWireTest extends WireContract {

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static Tls tls;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(folder);
    tls = Tls.builder().trust(certificates.authority()).build();
  }

  @Override
  ServerSocket listening(InetAddress address) throws Exception {
    return certificates.server().getServerSocketFactory().createServerSocket(0, 50, address);
  }

  @Override
  Wires wires(int port) {
    return new Wires("localhost", port, SOON, tls);
  }
}
