package vn.loa.channel.rss;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the channel writes to the log while this is open; nothing reaches the console. */
final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("vn.loa.channel.rss");
  private final List<String> lines;

  private LogLines(List<String> lines) {
    this.lines = lines;
  }

  static LogLines to(List<String> lines) {
    LogLines log = new LogLines(lines);
    log.logger.addHandler(log);
    log.logger.setUseParentHandlers(false);
    return log;
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
