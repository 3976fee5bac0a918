package vn.loa.sms;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts octets that cannot be read, and keeps the first places. They come in order; one that is
 * wrong as a header and as text counts once. Belongs to one decoding.
 */
final class Faults {

  private final List<Integer> places = new ArrayList<>(0);
  private int count;
  private int last = -1;

  void at(int place) {
    if (place == last) {
      return;
    }
    last = place;
    count++;
    if (places.size() < DecodedText.PLACES_KEPT) {
      places.add(place);
    }
  }

  int count() {
    return count;
  }

  List<Integer> places() {
    return places;
  }
}
