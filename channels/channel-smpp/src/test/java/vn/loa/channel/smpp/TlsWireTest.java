package vn.loa.channel.smpp;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TlsWireTest extends WireContract {

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static SmppTls tls;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.in(folder);
    tls = SmppTls.builder().trust(certificates.authority()).build();
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
