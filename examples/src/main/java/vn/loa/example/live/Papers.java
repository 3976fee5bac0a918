package vn.loa.example.live;

import java.util.List;

/** Documents on offer, and how they are handed out: no page of theirs may run a script. */
final class Papers {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; sandbox";

  private volatile List<Paper> offered = List.of();

  void replace(List<Paper> now) {
    offered = List.copyOf(now);
  }

  Reply open(String name) {
    return offered.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .map(Papers::handOut)
        .orElseGet(() -> Reply.text(404, "There is no such report; the page lists them."));
  }

  private static Reply handOut(Paper paper) {
    String how = paper.mediaType().startsWith("text/html") ? "inline" : "attachment";
    return Reply.of(200, paper.mediaType(), paper.content().get())
        .with("Content-Security-Policy", POLICY)
        .with("Content-Disposition", how + "; filename=\"" + paper.name() + "\"");
  }
}
