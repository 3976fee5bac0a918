package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs, heard here instead of on the console until closed. */
final class Warnings extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> heard = new ArrayList<>();

  Warnings(Class<?> of) {
    logger = Logger.getLogger(of.getName());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<String> heard() {
    return heard;
  }

  @Override
  public void publish(LogRecord line) {
    heard.add(new SimpleFormatter().formatMessage(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
