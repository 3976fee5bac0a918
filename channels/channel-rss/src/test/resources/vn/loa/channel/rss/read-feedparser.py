"""Says what feedparser reads in each feed whose file is named on a line of the input."""

import calendar
import json
import sys

import feedparser


def at(date):
    return None if date is None else calendar.timegm(date)


def known(size):
    return None if size == "0" else size


def entry(it):
    files = [
        [one.get("href"), one.get("type"), known(one.get("length"))]
        for one in it.get("enclosures", [])
    ]
    first = files[0] if files else [None, None, None]
    return {
        "id": [it.get("id")],
        "title": [it.get("title")],
        "published": [at(it.get("published_parsed"))],
        "updated": [at(it["updated_parsed"])] if "updated_parsed" in it.keys() else [],
        "link": [it.get("link")],
        "categories": [tag.term for tag in it.get("tags", [])],
        "author": [it.get("author")],
        "file": [first[0]],
        "type": [first[1]],
        "size": [first[2]],
        "files": files,
    }


for line in sys.stdin.buffer:
    name = line.decode("utf-8").rstrip("\n")
    with open(name, "rb") as file:
        feed = feedparser.parse(file.read())
    if feed.bozo:
        raise SystemExit("%s: %s" % (name, feed.bozo_exception))
    print(json.dumps([entry(it) for it in feed.entries]))
