"""The mails of a site without a mail server: files in a folder, read as a mail program reads them."""

import email
import re
import time
from email import policy
from email.message import EmailMessage
from pathlib import Path


class Mailbox:
    def __init__(self, folder: Path):
        self._folder = folder

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to an address, the first one first."""
        mails = [email.message_from_bytes(path.read_bytes(), policy=policy.default)
                 for path in sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)]
        return [mail for mail in mails if mail["To"].addresses[0].addr_spec == address]

    def wait_for(self, address: str, count: int = 1) -> EmailMessage:
        """The last mail to an address, once there are so many."""
        for _ in range(200):
            mails = self.to(address)
            if len(mails) >= count:
                return mails[-1]
            time.sleep(0.1)
        raise AssertionError(f"{len(mails)} mails to {address}, not {count}")


def link(mail: EmailMessage) -> str:
    """The personal link in a mail, the same in the text and in the page."""
    pattern = r"https?://[^\s\"<]*/(?:bienvenue|mot-de-passe/nouveau)/[\w-]{43}"
    text = re.findall(pattern, mail.get_body(("plain",)).get_content())
    page = re.findall(pattern, mail.get_body(("html",)).get_content())
    assert len(text) == 1 and text[0] in page, "one link, in both parts"
    return text[0]
