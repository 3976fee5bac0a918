package vn.loa.plan.json;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Lends connections, sees how they come back, and pulls the plug where it is told to. */
final class FaultySource implements DataSource {

  private enum Fault {
    NONE,
    ONCE,
    AFTER,
    ALWAYS
  }

  private final DataSource real;
  private final List<Boolean> returned = new ArrayList<>();
  private boolean autoCommit = true;
  private int lent;
  private Fault fault = Fault.NONE;
  private String step = "";

  FaultySource(DataSource real) {
    this.real = real;
  }

  /** How connections are lent from now on. */
  void autoCommit(boolean autoCommit) {
    this.autoCommit = autoCommit;
    returned.clear();
  }

  int lent() {
    return lent;
  }

  List<Boolean> returnedWith() {
    return returned;
  }

  /**
   * The next call of this method fails and does nothing.
   *
   * @param step as {@code connection.commit}
   */
  void failOnce(String step) {
    fail(step, Fault.ONCE);
  }

  /** The next call of this method does its work and then fails. */
  void failAfter(String step) {
    fail(step, Fault.AFTER);
  }

  void failAlways(String step) {
    fail(step, Fault.ALWAYS);
  }

  private void fail(String step, Fault fault) {
    this.step = step;
    this.fault = fault;
  }

  @Override
  public Connection getConnection() throws SQLException {
    pull("source.getConnection", Fault.ONCE);
    Connection connection = real.getConnection();
    connection.setAutoCommit(autoCommit);
    lent++;
    return wrap(Connection.class, connection);
  }

  private void pull(String method, Fault when) throws SQLException {
    if (method.equals(step) && (fault == when || fault == Fault.ALWAYS)) {
      fault = fault == Fault.ALWAYS ? fault : Fault.NONE;
      throw new SQLException("pulled out", "08006");
    }
  }

  private <T> T wrap(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    String name = (target instanceof Connection ? "connection." : "statement.") + method.getName();
    if (target instanceof Connection connection && name.equals("connection.close")) {
      lent--;
      returned.add(connection.getAutoCommit());
    }
    pull(name, Fault.ONCE);
    try {
      Object result = method.invoke(target, arguments);
      pull(name, Fault.AFTER);
      return result instanceof PreparedStatement statement
          ? wrap(PreparedStatement.class, statement)
          : result;
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
