"""SSO with an encrypted assertion, for keys of 2048 and 3072 bits; the limit is the same sign-on without encryption.

Both sign Response and Assertion: an encrypted assertion comes in a signed Response. What is looked for is small beside
two signatures, so the unencrypted sign-on is measured before and after, and the limit is the mean of both."""

import base64
import html
import re

NAME, ORDER = "encryption", 22


def run(bench):
    site = bench.site

    def sign_on(words, limit):
        paths = bench.sign_on_paths(bench.seconds)
        return bench.ask(words, paths, 8, limit=limit, must_hold="SAMLResponse")

    original = site.service_provider_metadata.read_text()
    site.decide("--sign-response", "yes", "--sign-assertion", "yes")
    try:
        plain, encrypted = [sign_on("SSO, Response and Assertion signed", 2 * bench.signature)], []
        for bits in (2048, 3072):
            site.register(site.with_certificate(original, bits))
            site.decide("--encryption", "always")
            page = bench.sessions[0].ask("GET", bench.sign_on_paths(0.001)[0])[1]
            field = html.unescape(re.search(r'name="SAMLResponse" value="([^"]*)"', page)[1])
            assert b"EncryptedAssertion" in base64.b64decode(field), base64.b64decode(field)[:1000]
            encrypted.append(sign_on(f"SSO, encrypted for RSA-{bits}", None))
        site.decide("--encryption", "never")
        plain.append(sign_on("SSO, Response and Assertion signed", 2 * bench.signature))
        for figure in encrypted:
            figure.limit = sum(one.cpu for one in plain) / len(plain)
        yield from plain + encrypted
    finally:
        site.decide("--encryption", "default", "--sign-response", "default", "--sign-assertion", "default")
        site.register(original)
