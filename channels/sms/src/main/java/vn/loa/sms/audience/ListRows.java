package vn.loa.sms.audience;

import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.sms.PhoneNumber;

/** Elements of an iterator, each one cell. An empty one is a row too. */
final class ListRows implements Rows {

  private final Iterator<? extends @Nullable CharSequence> numbers;
  private CharSequence cell = "";
  private long line;

  ListRows(Iterator<? extends @Nullable CharSequence> numbers) {
    this.numbers = numbers;
  }

  @Override
  public boolean next() {
    if (!numbers.hasNext()) {
      return false;
    }
    cell = Objects.requireNonNullElse(numbers.next(), "");
    line++;
    return true;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable String fault() {
    return null;
  }

  @Override
  public String explanation() {
    return "";
  }

  @Override
  public long number() {
    return PhoneNumber.parse(cell);
  }

  @Override
  public String cell() {
    return cell.toString();
  }

  @Override
  public String cellName() {
    return "number";
  }
}
