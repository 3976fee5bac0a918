package vn.loa.dispatch.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Limits;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipts;

/** Sends each delivery as a line to a {@link LineServer}, which answers with another. */
final class LineChannel implements Channel {

  static final int WINDOW = 50;

  private final Socket socket;
  private final Map<Long, Outcomes> open = new ConcurrentHashMap<>();

  LineChannel(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    Thread reader = new Thread(this::read, "line");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public Limits limits() {
    return new Limits(WINDOW, 10);
  }

  @Override
  public void listen(Receipts receipts) {}

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < batch.size(); i++) {
      open.put(batch.token(i), outcomes);
      long phone = ((Address.Phone) batch.recipient(i)).e164();
      lines.append(batch.token(i)).append(' ').append(phone).append('\n');
    }
    try {
      socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int space = line.indexOf(' ');
        answer(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
      }
    } catch (IOException closed) {
      // What is open is answered when the channel is closed.
    }
  }

  private void answer(long token, String reference) {
    Outcomes outcomes = open.remove(token);
    if (outcomes != null) {
      outcomes.answer(token, new Outcome.Sent(reference));
    }
  }

  @Override
  public void close(Duration patience) {
    try {
      socket.close();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
    open.forEach(
        (token, outcomes) ->
            outcomes.answer(token, new Outcome.InDoubt(new Reason("CLOSED", "no answer"))));
  }
}
