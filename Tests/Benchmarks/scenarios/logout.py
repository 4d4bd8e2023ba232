"""Single logout: a service provider asks by HTTP-Redirect, and gets its signed answer."""

import base64
import html
import re
import secrets
import time

from Harness.authn_requests import AuthnRequest, Signer

NAME, ORDER = "logout", 26


def run(bench):
    site = bench.site
    signer = Signer(site.service_provider_key)
    people = [person.another_browser() for person in bench.sessions[:bench.repetitions(24)]]

    def begin(person):
        person.sign_in()
        _, page, _ = person.ask("GET", "/saml/sso?" + AuthnRequest(site.url, site.service_provider).query())
        field = html.unescape(re.search(r'name="SAMLResponse" value="([^"]*)"', page)[1])
        return base64.b64decode(field).decode()

    def end(person, assertion):
        message = AuthnRequest(site.url, site.service_provider)
        status, page, location = person.ask(
            "GET", "/saml/slo?" + message.query(signer, logout_request(site, assertion)))
        assert status == 303 and "SAMLResponse=" in (location or ""), f"{status} {location}\n{page[:500]}"
        person.close()

    assertions = [(person, begin(person)) for person in people]
    yield bench.together("Logout, asked by a service provider",
                         [lambda pair=pair: end(*pair) for pair in assertions], 4, limit=bench.signature)


def logout_request(site, assertion):
    name = re.search(r"<saml:NameID[^>]*>[^<]*</saml:NameID>", assertion)[0]
    index = re.search(r'SessionIndex="([^"]*)"', assertion)[1]
    instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return (
        '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
        f'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Destination="{site.url}/saml/slo" '
        f'ID="_{secrets.token_hex(16)}" IssueInstant="{instant}" Version="2.0">'
        f"<saml:Issuer>{site.service_provider}/metadata</saml:Issuer>{name}"
        f"<samlp:SessionIndex>{index}</samlp:SessionIndex></samlp:LogoutRequest>").encode()
