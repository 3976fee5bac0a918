package vn.loa.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.ReferenceCodec.Form;
import vn.loa.channel.smpp.InboundSms;
import vn.loa.channel.smpp.Meaning;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppProfile;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.simulator.SmscSimulator;
import vn.loa.sms.rules.OptOuts;

/**
 * What an integrator writes to connect to an operator, from what the operator's paper says. An SMSC
 * on loopback stands for the operator's; a citizen answers to it that she wants no more messages.
 */
public final class AnOperator {

  private static final CountDownLatch HEARD = new CountDownLatch(1);

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("loa-an-operator");
    try (SmscSimulator smsc = SmscSimulator.start();
        OptOuts optOuts = OptOuts.open(folder.resolve("opt-outs.txt"));
        SmppChannel sms = connect("127.0.0.1", smsc.port(), optOuts)) {
      if (sms.awaitBound(Duration.ofSeconds(10))) {
        smsc.deliver("84903123456", "5656", "TC");
        HEARD.await(10, TimeUnit.SECONDS);
      }
      System.out.println("bound: " + sms.health().isBound());
      System.out.println("want no more: " + optOuts.size());
    } finally {
      delete(folder);
    }
  }

  private static SmppChannel connect(String host, int port, OptOuts optOuts) {
    // snippet: begin
    SmppProfile profile =
        SmppProfile.builder()
            .references(ReferenceCodec.of(Form.HEXADECIMAL, Form.DECIMAL)) // answers 1A, reports 26
            .status(0x0401, Meaning.THROTTLED)
            .build();
    SmppSettings operator =
        SmppSettings.builder(host, port)
            .login("loa", "secret")
            .sender("UBND TP.HCM")
            .binds(2) // each with a window of 50
            .window(50)
            .profile(profile) // .tls(Tls.standard())
            .build();
    SmppChannel sms = SmppChannel.open(operator); // binds, and again after each cut
    sms.inbound(answer -> CompletableFuture.runAsync(() -> hear(answer, optOuts)));
    // snippet: end
    return sms;
  }

  private static void hear(InboundSms answer, OptOuts optOuts) {
    answer.e164().ifPresent(citizen -> optOuts.inbound(citizen, answer.text(), answer.at()));
    HEARD.countDown();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private AnOperator() {}
}
