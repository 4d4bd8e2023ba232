"""Reads a message on standard input as a mail program would, and prints as JSON what it found."""

import json
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

raw = sys.stdin.buffer.read()
message = message_from_bytes(raw, policy=policy.default)
lines = raw.split(b"\r\n")
defects = [repr(defect) for part in message.walk() for defect in part.defects]
defects += [repr(defect) for value in message.values() for defect in getattr(value, "defects", [])]
if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
    defects.append("a line break that is not CR LF")


def mailbox(field):
    """By the older of Python's two readers: the newer one puts blanks between the encoded words of a name."""
    assert len(message[field].addresses) == 1
    name, address = parseaddr(message_from_bytes(raw)[field])
    return {"name": str(make_header(decode_header(name))), "address": address}


def content(kind):
    """Lines end with LF in memory, as a mail program shows them."""
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


print(json.dumps({
    "fields": [[name, str(value)] for name, value in message.items()],
    "from": mailbox("From"),
    "to": mailbox("To"),
    "date": message["Date"].datetime.timestamp(),
    "types": [part.get_content_type() for part in message.walk()],
    "encodings": [part["Content-Transfer-Encoding"] for part in message.iter_parts()],
    "text": content("plain"),
    "html": content("html"),
    "preferred": message.get_body().get_content_type(),
    "defects": defects,
    "longestLine": max(map(len, lines)),
    "isASCII": raw.isascii(),
}))
