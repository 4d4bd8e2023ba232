"""Finds every page of the product by following its links, one of each kind."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

# A path's own words; the rest of its segments name something: a number, an application, a domain.
NAMES_SOMETHING = re.compile(r"^(\d+|.*\..*|[A-Za-z0-9_-]{30,})$")

Fetch = Callable[[str], tuple[str, bytes]]


def kind(address: str) -> str:
    """What sort of page an address shows: two records of two people are one sort, a list and its search are two."""
    parts = urlsplit(address)
    segments = ["N" if NAMES_SOMETHING.match(segment) else segment for segment in parts.path.split("/")]
    named = after(segments, "applications", "A")
    names = sorted({name for name, value in parse_qsl(parts.query, keep_blank_values=True)} - {"apres", "avant"})
    return "/".join(named) + ("?" + "&".join(names) if names else "")


def after(segments: list[str], word: str, letter: str) -> list[str]:
    """An application stands in paths by its own name."""
    replaced = list(segments)
    if word in segments:
        place = segments.index(word) + 1
        if place < len(segments) and segments[place] not in ("ajouter", "export"):
            replaced[place] = letter
    return replaced


class Explorer:
    """Reads pages from `/` on and keeps the first address of each kind; `fetch` answers content type and body."""

    def __init__(self, origin: str, fetch: Fetch, limit: int = 250):
        self.pages: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.bodies: dict[str, bytes] = {}
        self.came_from: dict[str, str] = {}
        waiting, seen = ["/"], set()
        while waiting and len(seen) < limit:
            address = waiting.pop(0)
            if kind(address) in seen:
                continue
            seen.add(kind(address))
            content_type, body = fetch(address)
            if not content_type.startswith("text/html"):
                self.files[kind(address)] = address
                continue
            self.pages[kind(address)] = address
            self.bodies[address] = body
            for link in html.fromstring(body).iter("a"):
                target = urlsplit(urljoin(origin + address, link.get("href") or ""))
                if f"{target.scheme}://{target.netloc}" == origin and not target.path.startswith("/ouvrir/"):
                    found = target.path + ("?" + target.query if target.query else "")
                    self.came_from.setdefault(found, address)
                    waiting.append(found)
