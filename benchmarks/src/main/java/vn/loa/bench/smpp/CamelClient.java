package vn.loa.bench.smpp;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Camel's component: a thread waits in a producer template for each answer. Where receipts are to
 * come on the same connection, a route takes them, as its manual says.
 */
final class CamelClient implements Client {

  private static final String RECEIPTS = "receipts";

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ProducerTemplate template;
  private final Callers callers;
  private final String endpoint;

  CamelClient(Place place) throws Exception {
    endpoint = endpoint(place);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:" + RECEIPTS)
                .routeId(RECEIPTS)
                .process(exchange -> place.meter().receipts.increment());
          }
        });
    context.getEndpoint(endpoint).createProducer(); // resolves what the template will use
    context.start();
    template = context.createProducerTemplate();
    callers = new Callers(place, this::send);
  }

  private static String endpoint(Place place) {
    String endpoint =
        "smpp://%s@127.0.0.1:%d?password=%s&sourceAddr=%s&sourceAddrTon=5&sourceAddrNpi=0"
            .formatted(Texts.SYSTEM_ID, place.port(), Texts.PASSWORD, Texts.SENDER);
    return place.receipts()
        ? endpoint + "&registeredDelivery=1&messageReceiverRouteId=" + RECEIPTS
        : endpoint + "&registeredDelivery=0";
  }

  @Override
  public void start() {
    callers.start();
  }

  private void send(int recipient) throws Exception {
    Exchange done =
        template.send(
            endpoint,
            exchange -> {
              exchange.getIn().setBody(Texts.SHORT);
              exchange
                  .getIn()
                  .setHeader(SmppConstants.DEST_ADDR, Long.toString(Texts.phone(recipient)));
            });
    if (done.getException() != null) {
      throw done.getException();
    }
  }

  @Override
  public void close() {
    callers.close();
    template.stop();
    context.stop();
  }
}
