// Says what rss-parser reads in each feed whose file is named on a line of the input.
const fs = require('fs');
const readline = require('readline');
const Parser = require('rss-parser');

const seconds = date => (date ? Math.floor(Date.parse(date) / 1000) : null);
const known = size => (Number(size) > 0 ? size : null);

const entry = it => ({
  id: [it.guid || it.id],
  title: [it.title],
  published: [seconds(it.isoDate)],
  link: [it.link],
  author: [it.creator || it.author],
  // Of Atom it tells no more.
  ...(it.guid && {
    categories: (it.categories || []).map(category => category._),
    file: it.enclosure ? [it.enclosure.url] : [],
    type: it.enclosure ? [it.enclosure.type] : [],
    size: it.enclosure ? [known(it.enclosure.length)] : [],
  }),
});

(async () => {
  for await (const name of readline.createInterface({ input: process.stdin })) {
    const feed = await new Parser().parseString(fs.readFileSync(name, 'utf8'));
    console.log(JSON.stringify(feed.items.map(entry)));
  }
})();
