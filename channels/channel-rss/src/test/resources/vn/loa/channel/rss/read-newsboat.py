"""Says what is in newsboat's cache, whose file is the argument."""

import json
import sqlite3
import sys

ROWS = "select guid, title, author, url, pubDate, enclosure_url, enclosure_type from rss_item"

for guid, title, author, url, date, file, kind in sqlite3.connect(sys.argv[1]).execute(ROWS):
    print(
        json.dumps(
            {
                "id": [guid],
                "title": [title],
                "author": [author],
                "link": [url or None],
                "published": [date],
                "file": [file or None],
                "type": [kind or None],
            }
        )
    )
