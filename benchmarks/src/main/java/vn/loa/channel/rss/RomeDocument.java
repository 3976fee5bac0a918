package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rometools.rome.feed.module.DCModuleImpl;
import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Content;
import com.rometools.rome.feed.rss.Description;
import com.rometools.rome.feed.rss.Guid;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import com.rometools.rome.io.WireFeedOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** What {@link Rss} writes, by ROME, whose model of RSS itself is the shortest way through it. */
final class RomeDocument {

  private static final int ROOM = 1 << 20;

  private RomeDocument() {}

  static Channel model(Feed feed, List<Item> items) {
    Channel channel = new Channel("rss_2.0");
    channel.setTitle(feed.title());
    channel.setLink(feed.site());
    channel.setDescription(feed.description());
    channel.setLanguage(feed.language());
    channel.setLastBuildDate(Date.from(SampleItems.NEWEST));
    channel.setItems(new ArrayList<>(items.stream().map(RomeDocument::item).toList()));
    return channel;
  }

  static com.rometools.rome.feed.rss.Item item(Item item) {
    com.rometools.rome.feed.rss.Item rome = new com.rometools.rome.feed.rss.Item();
    rome.setTitle(item.title());
    rome.setLink(item.link());
    Guid guid = new Guid();
    guid.setPermaLink(false);
    guid.setValue(item.id());
    rome.setGuid(guid);
    rome.setPubDate(Date.from(item.published()));
    DCModuleImpl core = new DCModuleImpl();
    core.setCreator(item.author());
    core.setLanguage(item.language());
    rome.setModules(new ArrayList<>(List.of(core)));
    rome.setCategories(item.categories().stream().map(RomeDocument::category).toList());
    Description description = new Description();
    description.setValue(Html.of(item.summary()));
    rome.setDescription(description);
    Content content = new Content();
    content.setValue(item.html());
    rome.setContent(content);
    return rome;
  }

  private static Category category(Item.Category category) {
    Category rome = new Category();
    rome.setDomain(category.scheme());
    rome.setValue(category.term());
    return rome;
  }

  static byte[] write(Channel channel) throws IOException, FeedException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(ROOM);
    try (Writer out = new OutputStreamWriter(octets, UTF_8)) {
      new WireFeedOutput().output(channel, out);
    }
    return octets.toByteArray();
  }

  static Channel read(byte[] document) throws IOException, FeedException {
    return (Channel)
        new WireFeedInput().build(new InputStreamReader(new ByteArrayInputStream(document), UTF_8));
  }
}
