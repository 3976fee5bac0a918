package vn.loa.dispatch.journal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.loa.channel.DeliveryState;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.Visitor;

/** What a scan of everything shows; two states that show the same are equal. */
record Shown(List<CampaignStand> stands, List<DeliveryRow> rows, Map<String, Long> waiting) {

  static Shown of(StoreState state) {
    return of(state, Query.all(EnumSet.allOf(DeliveryState.class)));
  }

  static Shown of(StoreState state, Query query) {
    Shown shown = new Shown(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    state.scan(
        query,
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {
            shown.stands().add(stand);
          }

          @Override
          public void delivery(DeliveryRow row) {
            shown.rows().add(row);
          }

          @Override
          public void waitingReceipts(String channel, long receipts) {
            shown.waiting().put(channel, receipts);
          }
        });
    return shown;
  }
}
