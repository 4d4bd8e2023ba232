"""What nobody honest sends, by name: the list that `Tests/Faults/test_bad_input.py` sends to a running server.

Each case is one HTTP request, as bytes, made anew for a site and a service provider's key. A case is `REFUSED` unless it
says otherwise: a status of 4xx (or the connection closed, where what came is no HTTP), never an assertion.
"""

import base64
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, quote_plus

from .authn_requests import RSA_SHA256, AuthnRequest, Signer, deflated

REFUSED = "refused"
HARMLESS = "answered as what it is, escaped"


@dataclass
class Given:
    """What a case is made of."""

    site: str
    port: int
    cookie: str
    service_provider: str
    signer: Signer
    stranger: Signer

    def request(self, **changes) -> AuthnRequest:
        return replace(AuthnRequest(self.site, self.service_provider), **changes)

    def get(self, target: str) -> bytes:
        return f"GET {target} HTTP/1.1\r\n{self.head}\r\n".encode()

    def redirect(self, xml: bytes | None = None, **changes) -> bytes:
        return self.get("/saml/sso?" + self.request(**changes).query(xml=xml))

    def post(self, body: bytes, target: str = "/saml/sso") -> bytes:
        return (f"POST {target} HTTP/1.1\r\n{self.head}Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body

    def form(self, xml: bytes, relay_state: str = "r") -> bytes:
        return self.post(f"SAMLRequest={quote_plus(base64.b64encode(xml).decode())}&RelayState={relay_state}".encode())

    @property
    def head(self) -> str:
        return f"Host: localhost:{self.port}\r\nCookie: {self.cookie}\r\n"


@dataclass(frozen=True)
class Case:
    name: str
    make: Callable[[Given], bytes]
    outcome: str = REFUSED
    needs_signature: bool = False  # sent to a service provider that must sign


CASES: list[Case] = []


def case(name: str, outcome: str = REFUSED, needs_signature: bool = False):
    def keep(make: Callable[[Given], bytes]) -> Callable[[Given], bytes]:
        assert all(name != known.name for known in CASES), name
        CASES.append(Case(name, make, outcome, needs_signature))
        return make
    return keep


# MARK: Encodings

def encoded(name: str, value: Callable[[bytes], str]) -> None:
    case(f"encoding: {name}")(lambda given: given.get(
        "/saml/sso?SAMLRequest=" + quote(value(given.request().xml()), safe="")))


encoded("not Base64", lambda xml: "*%" + deflated(xml))
encoded("Base64 with spaces", lambda xml: " ".join(deflated(xml)))
encoded("Base64 without its padding", lambda xml: next(
    text for n in range(100) if (text := deflated(xml + b" " * n)).endswith("=")).rstrip("="))
encoded("URL-safe Base64", lambda xml: deflated(xml).replace("+", "-").replace("/", "_") + "-_")
encoded("not DEFLATE", lambda xml: base64.b64encode(xml).decode())
encoded("DEFLATE that is cut", lambda xml: base64.b64encode(base64.b64decode(deflated(xml))[:-9]).decode())
encoded("DEFLATE with bytes behind it", lambda xml: base64.b64encode(base64.b64decode(deflated(xml)) + b"more").decode())
encoded("zlib instead of raw DEFLATE", lambda xml: base64.b64encode(zlib.compress(xml)).decode())
encoded("a DEFLATE bomb of 9 MB in 9 KB", lambda xml: deflated(b" " * 9_000_000))
encoded("64 KiB and one byte", lambda xml: deflated(xml + b" " * (64 * 1024 + 1 - len(xml))))
encoded("nothing", lambda xml: "")


@case("encoding: a deflated message in a form")
def _(given):
    return given.post(b"SAMLRequest=" + quote_plus(deflated(given.request().xml())).encode())


@case("encoding: a form of 10 MB")
def _(given):
    return given.post(b"SAMLRequest=" + b"A" * 10_000_000)


# MARK: XML

def document(name: str, change: Callable[[bytes], bytes]) -> None:
    """By both bindings, as far as a query is long enough."""
    case(f"XML in a form: {name}")(lambda given: given.form(change(given.request().xml())))
    case(f"XML in a query: {name}")(lambda given: given.redirect(change(given.request().xml())))


def before(text: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: text + xml


def in_issuer(text: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"</saml:Issuer>", text + b"</saml:Issuer>")


LAUGHS = b"<!DOCTYPE r [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (ord("b") + n, b"&%c;" % (ord("a") + n) * 10) for n in range(9)) + b"]>"
document("a DTD", before(b"<!DOCTYPE r>"))
document("an internal entity", lambda xml: b"<!DOCTYPE r [<!ENTITY e 'x'>]>" + in_issuer(b"&e;")(xml))
document("an external entity", lambda xml: b"<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + in_issuer(b"&e;")(xml))
document("a parameter entity", before(b"<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]>"))
document("a billion laughs", lambda xml: LAUGHS + in_issuer(b"&j;")(xml))
document("an entity without a declaration", in_issuer(b"&e;"))
document("XInclude in the Issuer", in_issuer(b"<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"))
document("a processing instruction", in_issuer(b"<?x y?>"))
document("a style sheet instruction", before(b"<?xml-stylesheet href='https://evil.example/x'?>"))
document("a comment in the Issuer", in_issuer(b"<!---->"))
document("CDATA in the Issuer", in_issuer(b"<![CDATA[x]]>"))
document("100,000 levels deep", lambda xml: b"<a>" * 100_000 + b"</a>" * 100_000)
document("as deep as 64 KiB hold", lambda xml: b"<a>" * 9_000 + b"</a>" * 9_000)
document("100,000 attributes", lambda xml: b"<a" + b"".join(b" a%d=''" % n for n in range(100_000)) + b"/>")
document("as many attributes as 64 KiB hold", lambda xml: b"<a" + b"".join(b" a%d=''" % n for n in range(6_000)) + b"/>")
document("as many namespaces as 64 KiB hold", lambda xml: b"<a" + b"".join(
    b" xmlns:a%d='urn:%d'" % (n, n) for n in range(2_600)) + b"/>")
document("as many elements as 64 KiB hold", lambda xml: b"<r>" + b"<a/>" * 16_000 + b"</r>")
document("10 MB in one attribute", lambda xml: xml.replace(b' ID="', b' ProviderName="' + b"x" * 10_000_000 + b'" ID="'))
document("60 KB in the ID", lambda xml: xml.replace(b' ID="', b' ID="' + b"x" * 60_000))
document("a NUL", in_issuer(b"\0"))
document("a character reference to NUL", in_issuer(b"&#0;"))
document("bytes that are not UTF-8", in_issuer(b"\xff\xfe"))
document("an overlong UTF-8 form", in_issuer(b"\xc0\xbc"))
document("a surrogate in UTF-8", in_issuer(b"\xed\xa0\x80"))
document("UTF-16", lambda xml: xml.decode().encode("utf-16"))
document("UTF-16 that says so", lambda xml: b"\xff\xfe" + ("<?xml version='1.0' encoding='UTF-16'?>" + xml.decode()).encode("utf-16-le"))
document("UTF-7 by declaration", before(b"<?xml version='1.0' encoding='UTF-7'?>"))
document("a byte order mark", before(b"\xef\xbb\xbf"))
document("two roots", lambda xml: xml + xml)
document("text behind the root", lambda xml: xml + b"x")
document("an end that is missing", lambda xml: xml[:-5])
document("an attribute that stands twice", lambda xml: xml.replace(b' Version="2.0"', b' Version="2.0" Version="2.0"'))
document("a relative namespace", lambda xml: xml.replace(b"<samlp:AuthnRequest ", b'<samlp:AuthnRequest xmlns:x="x" '))
document("no XML", lambda xml: b'{"a": 1}')


# MARK: Who asks, and where the answer would go

def message(name: str, change: Callable[[bytes, Given], bytes], outcome: str = REFUSED) -> None:
    case(f"message, unsigned: {name}", outcome)(lambda given: given.redirect(change(given.request().xml(), given)))

    @case(f"message, signed: {name}", outcome)
    def _(given):
        request = given.request()
        damaged = change(request.xml(), given)
        query = f"SAMLRequest={quote(deflated(damaged), safe='')}&SigAlg={quote(RSA_SHA256, safe='')}"
        signature = base64.b64encode(given.signer.sign(query.encode())).decode()
        return given.get(f"/saml/sso?{query}&Signature={quote(signature, safe='')}")


def swap(old: str, new: str) -> Callable[[bytes, Given], bytes]:
    def change(xml: bytes, given: Given) -> bytes:
        fill = {"SP": given.service_provider, "SITE": given.site}
        text = xml.decode()
        wanted = old.format(**fill)
        assert wanted in text, (wanted, text)
        return text.replace(wanted, new.format(**fill)).encode()
    return change


def consumer(location: str):
    return swap('AssertionConsumerServiceURL="{SP}/acs"', f'AssertionConsumerServiceURL="{location}"')


def issued(seconds: int) -> Callable[[bytes, Given], bytes]:
    def change(xml: bytes, given: Given) -> bytes:
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds)).encode()
        head, rest = xml.split(b'IssueInstant="')
        return head + b'IssueInstant="' + moment + rest[20:]
    return change


message("an issuer that nobody knows", swap("{SP}/metadata<", "https://evil.example/metadata<"))
# Read without them, as the indented messages of python3-saml need: it is the same issuer.
message("the issuer between spaces", swap("{SP}/metadata<", " {SP}/metadata <"), HARMLESS)
message("the issuer in capitals", swap("{SP}/metadata<", "HTTP://127.0.0.1/BIP/METADATA<"))
message("the issuer with a slash behind", swap("{SP}/metadata<", "{SP}/metadata/<"))
message("no issuer", lambda xml, given: xml[:xml.index(b"<saml:Issuer")] + xml[xml.index(b"</saml:Issuer>") + 14:])
message("two issuers", lambda xml, given: xml.replace(b"<samlp:NameIDPolicy", xml[
    xml.index(b"<saml:Issuer"):xml.index(b"</saml:Issuer>") + 14] + b"<samlp:NameIDPolicy"))
message("a consumer that is not registered", consumer("https://evil.example/acs"))
message("a consumer that begins like ours", consumer("{SP}/acs.evil.example"))
message("a consumer with a query", consumer("{SP}/acs?x=1"))
message("a consumer with a user name", consumer("http://evil@127.0.0.1/bip/acs"))
message("another service provider's consumer", lambda xml, given: xml.replace(
    b'/bip/acs"', b'/site/acs"'))
message("a consumer of javascript:", consumer("javascript:alert(1)"))
message("a consumer of data:", consumer("data:text/html,x"))
message("an index that there is not", lambda xml, given: xml.replace(
    f'AssertionConsumerServiceURL="{given.service_provider}/acs"'.encode(), b'AssertionConsumerServiceIndex="99"').replace(
    b' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"', b""))
message("an index beyond its type", lambda xml, given: xml.replace(
    f'AssertionConsumerServiceURL="{given.service_provider}/acs"'.encode(),
    b'AssertionConsumerServiceIndex="99999999999999999999"'))
message("another Destination", swap('Destination="{SITE}/saml/sso"', 'Destination="https://evil.example/saml/sso"'))
message("a Destination that only begins right", swap('Destination="{SITE}/saml/sso"', 'Destination="{SITE}/saml/sso/"'))
message("nine minutes old", issued(-9 * 60))
message("four minutes ahead", issued(4 * 60))
message("an instant that is none", lambda xml, given: xml[:xml.index(b'IssueInstant="') + 14] + b"hier" + xml[
    xml.index(b'IssueInstant="') + 34:])
message("version 1.1", swap('Version="2.0"', 'Version="1.1"'))
message("no ID", lambda xml, given: xml[:xml.index(b' ID="')] + xml[xml.index(b' IssueInstant="'):])
message("an ID under a prefix", swap(' ID="', ' samlp:ID="'))
message("a root of another name", swap("samlp:AuthnRequest", "samlp:LogoutRequest"))
message("a root of another namespace", swap("SAML:2.0:protocol", "SAML:1.1:protocol"))
message("a Response", swap("samlp:AuthnRequest", "samlp:Response"))
message("an element that nobody knows", swap("</samlp:AuthnRequest>", "<samlp:Evil></samlp:Evil></samlp:AuthnRequest>"))


# MARK: Signatures, sent to a service provider that must sign

def signed_form(name: str, change: Callable[[str, Given, AuthnRequest], str]) -> None:
    @case(f"signature in XML: {name}", needs_signature=True)
    def _(given):
        request = given.request()
        return given.form(change(request.xml(given.signer).decode(), given, request).encode())


def doctored(name: str, old: str, new: str) -> None:
    def change(xml: str, _given: Given, _request: AuthnRequest) -> str:
        assert old in xml, old
        return xml.replace(old, new, 1)
    signed_form(name, change)


def signature_of(xml: str) -> str:
    return xml[xml.index("<ds:Signature "):xml.index("</ds:Signature>") + 15]


def evil(given: Given, **changes) -> str:
    """An unsigned request for another consumer, as a forger would slip it in."""
    return given.request(**{"id": "_evil", **changes}).xml().decode().replace("/bip/acs", "/evil/acs")


def wrapped(name: str, build: Callable[[str, str, str, str], str]) -> None:
    """`build(forged, its head up to the Issuer's end, original without signature, signature)`."""
    def change(xml: str, given: Given, _request: AuthnRequest) -> str:
        signature = signature_of(xml)
        return build(evil(given), "", xml.replace(signature, ""), signature)
    signed_form(name, change)


def behind_issuer(document_text: str, inserted: str) -> str:
    return document_text.replace("</saml:Issuer>", "</saml:Issuer>" + inserted, 1)


def at_end(document_text: str, inserted: str) -> str:
    return document_text.replace("</samlp:AuthnRequest>", inserted + "</samlp:AuthnRequest>")


def holding(signature: str, inside: str) -> str:
    return signature.replace("</ds:Signature>", inside + "</ds:Signature>")


wrapped("wrapping 1: the original in the forged root's signature", lambda forged, _, original, signature:
        behind_issuer(forged, holding(signature, original)))
wrapped("wrapping 2: the original before the detached signature", lambda forged, _, original, signature:
        behind_issuer(forged, original + signature))
wrapped("wrapping 3: the original signed, as a child at the end", lambda forged, _, original, signature:
        at_end(forged, behind_issuer(original, signature)))
wrapped("wrapping 4: the forged inside the original", lambda forged, _, original, signature:
        at_end(behind_issuer(original, signature), forged))
wrapped("wrapping 5: the signature on the forged, the original at its end", lambda forged, _, original, signature:
        at_end(behind_issuer(forged, signature), original))
wrapped("wrapping 6: the original in an Object", lambda forged, _, original, signature:
        behind_issuer(forged, holding(signature, f"<ds:Object>{original}</ds:Object>")))
wrapped("wrapping 7: the original in Extensions", lambda forged, _, original, signature:
        behind_issuer(forged, f"<samlp:Extensions>{behind_issuer(original, signature)}</samlp:Extensions>"))
wrapped("wrapping 8: the original in KeyInfo", lambda forged, _, original, signature:
        behind_issuer(forged, holding(signature, f"<ds:KeyInfo>{original}</ds:KeyInfo>")))
wrapped("the signature taken off", lambda forged, _, original, signature: original)
wrapped("two signatures", lambda forged, _, original, signature: behind_issuer(original, signature + signature))
wrapped("the signature at the end", lambda forged, _, original, signature: at_end(original, signature))
doctored("another consumer", "/bip/acs", "/evil/acs")
doctored("RSA-SHA1", RSA_SHA256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
doctored("RSA-MD5", RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")
doctored("HMAC with what is public", RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
doctored("DSA", RSA_SHA256, "http://www.w3.org/2000/09/xmldsig#dsa-sha1")
doctored("SHA-1 in the digest", "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
doctored("inclusive canonicalisation", "http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")
doctored("an XPath transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116")
doctored("an XSLT transform", "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116")
doctored("a reference to a file", 'URI="#', 'URI="file:///etc/hostname#')
doctored("a reference to the web", 'URI="#', 'URI="http://127.0.0.1:1/#')
doctored("an empty reference", 'Reference URI="', 'Reference URI="" Id="')
doctored("two references", "</ds:Reference>", "</ds:Reference><ds:Reference></ds:Reference>")
doctored("two SignedInfo", "</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo></ds:SignedInfo>")
doctored("a comment in the digest", "<ds:DigestValue>", "<ds:DigestValue><!---->")
signed_form("a key of a stranger", lambda xml, given, request: request.xml(given.stranger).decode())
signed_form("a stranger's key, offered in KeyInfo", lambda xml, given, request: (lambda text: text.replace(
    "</ds:Signature>", "<ds:KeyInfo><ds:KeyName>bip</ds:KeyName></ds:KeyInfo></ds:Signature>"))(
        request.xml(given.stranger).decode()))


def signed_query(name: str, change: Callable[[str, Given, AuthnRequest], str], outcome: str = REFUSED) -> None:
    @case(f"signature in a query: {name}", outcome, needs_signature=True)
    def _(given):
        request = given.request()
        return given.get("/saml/sso?" + change(request.query(given.signer), given, request))


def parameters(query: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in query.split("&"))


signed_query("unsigned where signing is demanded", lambda query, given, request: request.query())
signed_query("a stranger's key", lambda query, given, request: request.query(given.stranger))
signed_query("without its algorithm", lambda query, given, request: "&".join(
    part for part in query.split("&") if not part.startswith("SigAlg")))
signed_query("without its signature", lambda query, given, request: query[:query.index("&Signature")])
signed_query("RSA-SHA1", lambda query, given, request: query.replace(quote(RSA_SHA256, safe=""), quote(
    "http://www.w3.org/2000/09/xmldsig#rsa-sha1", safe="")))
signed_query("HMAC", lambda query, given, request: query.replace(quote(RSA_SHA256, safe=""), quote(
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", safe="")))
signed_query("another RelayState", lambda query, given, request: query.replace("RelayState=", "RelayState=x"))
signed_query("a RelayState that was not signed", lambda query, given, request: request.query(given.signer).replace(
    f"&RelayState={request.relay_state}", ""))
signed_query("another message under it", lambda query, given, request: query.replace(
    parameters(query)["SAMLRequest"], parameters(given.request().query())["SAMLRequest"]))
signed_query("other escapes than were signed", lambda query, given, request: query.replace("%2F", "%2f").replace("%2B", "%2b"))
signed_query("a message that stands twice", lambda query, given, request: given.request().query() + "&" + query)
signed_query("a message that stands twice, behind", lambda query, given, request: query + "&" + given.request().query())
signed_query("a message under an escaped name", lambda query, given, request: query + "&%53AMLRequest=x")
signed_query("request and response at once", lambda query, given, request: query + "&SAMLResponse=x")
signed_query("two signatures", lambda query, given, request: query + "&Signature=AAAA")
signed_query("parameters in another order", lambda query, given, request: "&".join(reversed(query.split("&"))), HARMLESS)


@case("signature in a query: query mixed with body", needs_signature=True)
def _(given):
    body = f"SAMLRequest={quote_plus(base64.b64encode(evil(given).encode()).decode())}".encode()
    return given.post(body, "/saml/sso?" + given.request().query(given.signer))


@case("signature: in the query and in the XML", needs_signature=True)
def _(given):
    request = given.request()
    query = f"SAMLRequest={quote(deflated(request.xml(given.signer)), safe='')}&SigAlg={quote(RSA_SHA256, safe='')}"
    signature = base64.b64encode(given.signer.sign(query.encode())).decode()
    return given.get(f"/saml/sso?{query}&Signature={quote(signature, safe='')}")


# MARK: RelayState

def relay_state(name: str, value: str, outcome: str = HARMLESS) -> None:
    case(f"RelayState: {name}", outcome)(lambda given: given.redirect(relay_state=quote(value, safe="")))


relay_state("HTML", '"><h1>bonjour</h1>')
relay_state("a script", "</textarea><script>alert(1)</script>")
relay_state("CR LF and a field", "x\r\nSet-Cookie: session=planted")
relay_state("an address of another site", "https://evil.example/")
relay_state("a NUL", "x\0y", REFUSED)
relay_state("bytes that are not UTF-8", "", REFUSED)
CASES[-1] = Case("RelayState: bytes that are not UTF-8", lambda given: given.redirect(relay_state="%FF%FE"))
relay_state("3 KB", "x" * 3_000, REFUSED)
relay_state("100 KB in a query", "x" * 100_000, REFUSED)
case("RelayState: 100 KB in a form")(lambda given: given.form(given.request().xml(), "x" * 100_000))


# MARK: HTTP

def raw(name: str, text: str | bytes) -> None:
    """`{H}`: the right Host and cookie."""
    octets = text if isinstance(text, bytes) else text.encode("latin-1")
    case(f"HTTP: {name}")(lambda given: octets.replace(b"{H}", given.head.encode()))


raw("two lengths", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length: 3\r\nContent-Length: 30\r\n\r\na=b")
raw("two equal lengths", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b")
raw("a length and chunks", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
raw("chunks and a length", "POST /saml/sso HTTP/1.1\r\n{H}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")
raw("chunked twice", "POST /saml/sso HTTP/1.1\r\n{H}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
raw("another transfer encoding", "POST /saml/sso HTTP/1.1\r\n{H}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")
raw("a list of transfer encodings", "POST /saml/sso HTTP/1.1\r\n{H}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
raw("a length with a sign", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length: +3\r\n\r\na=b")
raw("a negative length", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length: -3\r\n\r\na=b")
raw("a length past any number", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length: 99999999999999999999\r\n\r\na=b")
raw("a chunk past any number", "POST /saml/sso HTTP/1.1\r\n{H}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nx")
raw("a chunk that is no number", "POST /saml/sso HTTP/1.1\r\n{H}Transfer-Encoding: chunked\r\n\r\nxyz\r\nx")
raw("a space before the colon", "POST /saml/sso HTTP/1.1\r\n{H}Content-Length : 3\r\n\r\na=b")
raw("a folded line", "GET / HTTP/1.1\r\n{H}X: a\r\n b\r\n\r\n")
raw("lines that end in LF", "GET / HTTP/1.1\n{H}\n\n")
raw("a NUL in a field", "GET / HTTP/1.1\r\n{H}X: a\0b\r\n\r\n")
raw("a field without a colon", "GET / HTTP/1.1\r\n{H}nonsense\r\n\r\n")
raw("two hosts", "GET / HTTP/1.1\r\n{H}Host: evil.example\r\n\r\n")
raw("no host", "GET / HTTP/1.1\r\n\r\n")
raw("another host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
raw("our host at another port", "GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n")
raw("our host with more behind", "GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n")
raw("an absolute target of another host", "GET http://evil.example/ HTTP/1.1\r\n{H}\r\n")
raw("a header of 64 KB", "GET / HTTP/1.1\r\n{H}X: " + "x" * 65_536 + "\r\n\r\n")
raw("10,000 fields", "GET / HTTP/1.1\r\n{H}" + "X: y\r\n" * 10_000 + "\r\n")
raw("a path of 40 KB", "GET /" + "x" * 40_000 + " HTTP/1.1\r\n{H}\r\n")
raw("an unknown version", "GET / HTTP/3.7\r\n{H}\r\n")
raw("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
raw("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64))
for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "get", "G@T", "X" * 4_000):
    raw(f"the method {method[:10]}", f"{method} /saml/sso HTTP/1.1\r\n{{H}}\r\n")
for path in ("/../../etc/passwd", "/fichiers/../../../etc/passwd", "/fichiers/%2e%2e/%2e%2e/etc/passwd", "//saml/sso",
             "/saml//sso", "/saml/sso/", "/saml/sso%00", "/saml%2fsso", "/saml\\sso", "/SAML/SSO", "/./saml/sso",
             "/.git/config", "/convergences.sqlite", "/certs/signing.key"):
    raw(f"the path {path}", f"GET {path} HTTP/1.1\r\n{{H}}\r\n")


def given_for(site, person, stranger: Path) -> Given:
    return Given(site.url, int(site.url.rsplit(":", 1)[1]), person.cookie, site.service_provider,
                 Signer(site.service_provider_key), Signer(stranger))
