// Says what feedsmith reads in each feed whose file is named on a line of the input.
const fs = require('fs');
const readline = require('readline');
const { parseFeed } = require('feedsmith');

const seconds = date => (date ? Math.floor(Date.parse(date) / 1000) : null);
const known = size => (size > 0 ? size : null);
const all = (some, what) => (some || []).map(what);

const read = {
  rss: it => ({
    id: [it.guid.value],
    title: [it.title],
    published: [seconds(it.pubDate)],
    updated: it.atom && it.atom.updated ? [seconds(it.atom.updated)] : [],
    link: [it.link],
    categories: all(it.categories, category => category.name),
    author: it.dc.creators,
    files: all(it.enclosures, file => [file.url, file.type, known(file.length)])
      .concat(all(it.atom && it.atom.links, link => link)
        .filter(link => link.rel === 'enclosure')
        .map(link => [link.href, link.type, known(link.length)])),
  }),
  atom: it => ({
    id: [it.id],
    title: [it.title.value],
    published: [seconds(it.published)],
    updated: [seconds(it.updated)],
    link: all(it.links, link => link)
      .filter(link => link.rel === 'alternate')
      .map(link => link.href),
    categories: all(it.categories, category => category.term),
    author: all(it.authors, author => author.name),
    files: all(it.links, link => link)
      .filter(link => link.rel === 'enclosure')
      .map(link => [link.href, link.type, known(link.length)]),
  }),
  json: it => ({
    id: [it.id],
    title: [it.title],
    published: [seconds(it.date_published)],
    updated: [seconds(it.date_modified)],
    link: [it.url],
    categories: it.tags || [],
    author: all(it.authors, author => author.name),
    files: all(it.attachments, file => [file.url, file.mime_type, file.size_in_bytes]),
  }),
};

const told = it => {
  const [first] = it.files;
  return { ...it, file: [first && first[0]], type: [first && first[1]], size: [first && first[2]] };
};

(async () => {
  for await (const name of readline.createInterface({ input: process.stdin })) {
    const { format, feed } = parseFeed(fs.readFileSync(name, 'utf8'));
    console.log(JSON.stringify((feed.items || feed.entries || []).map(it => told(read[format](it)))));
  }
})();
