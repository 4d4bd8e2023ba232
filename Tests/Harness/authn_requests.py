"""AuthnRequests as a service provider sends them, made by the thousand with Python and OpenSSL's library alone."""

import base64
import ctypes
import ctypes.util
import hashlib
import secrets
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"


@dataclass(frozen=True)
class AuthnRequest:
    """A request of the service provider whose addresses begin with `service_provider`, for the site at `site`."""

    site: str
    service_provider: str
    id: str = field(default_factory=lambda: "_" + secrets.token_hex(20))
    relay_state: str = field(default_factory=lambda: secrets.token_hex(8))
    issued: float = field(default_factory=time.time)

    def xml(self, signer: "Signer | None" = None) -> bytes:
        """In canonical form already, so that a signature needs no canonicalisation."""
        instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.issued))
        head = (
            '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
            f'AssertionConsumerServiceURL="{self.service_provider}/acs" Destination="{self.site}/saml/sso" '
            f'ID="{self.id}" IssueInstant="{instant}" '
            'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Version="2.0">'
            '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">'
            f"{self.service_provider}/metadata</saml:Issuer>")
        tail = '<samlp:NameIDPolicy AllowCreate="true"></samlp:NameIDPolicy></samlp:AuthnRequest>'
        signature = signer.enveloped(self.id, (head + tail).encode()) if signer else ""
        return (head + signature + tail).encode()

    def query(self, signer: "Signer | None" = None, xml: bytes | None = None) -> str:
        """For HTTP-Redirect, signed when a signer is given; `xml`: another message in the place of this one."""
        query = f"SAMLRequest={quote(deflated(xml or self.xml()), safe='')}&RelayState={self.relay_state}"
        if signer:
            query += f"&SigAlg={quote(RSA_SHA256, safe='')}"
            query += f"&Signature={quote(base64.b64encode(signer.sign(query.encode())).decode(), safe='')}"
        return query


def deflated(xml: bytes) -> str:
    compressor = zlib.compressobj(wbits=-15)
    return base64.b64encode(compressor.compress(xml) + compressor.flush()).decode()


class Signer:
    """RSA with SHA-256 by OpenSSL's library: Python has no signatures of its own."""

    def __init__(self, key: Path):
        self._library = ctypes.CDLL(ctypes.util.find_library("crypto"))
        for name in ("BIO_new_mem_buf", "PEM_read_bio_PrivateKey", "EVP_MD_CTX_new", "EVP_sha256"):
            getattr(self._library, name).restype = ctypes.c_void_p
        text = key.read_bytes()
        bio = ctypes.c_void_p(self._library.BIO_new_mem_buf(text, len(text)))
        self._key = ctypes.c_void_p(self._library.PEM_read_bio_PrivateKey(bio, None, None, None))
        assert self._key.value, f"no key in {key}"

    def sign(self, octets: bytes) -> bytes:
        library = self._library
        context = ctypes.c_void_p(library.EVP_MD_CTX_new())
        signature, size = ctypes.create_string_buffer(1024), ctypes.c_size_t(1024)
        digest = ctypes.c_void_p(library.EVP_sha256())
        done = (library.EVP_DigestSignInit(context, None, digest, None, self._key) == 1
                and library.EVP_DigestSign(context, signature, ctypes.byref(size), octets,
                                           ctypes.c_size_t(len(octets))) == 1)
        library.EVP_MD_CTX_free(context)
        assert done, "OpenSSL cannot sign"
        return signature.raw[:size.value]

    def enveloped(self, identifier: str, canonical: bytes) -> str:
        """The ds:Signature over an element whose canonical form is given (XML Signature, exclusive C14N)."""
        info = (
            '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
            f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"></ds:CanonicalizationMethod>'
            f'<ds:SignatureMethod Algorithm="{RSA_SHA256}"></ds:SignatureMethod>'
            f'<ds:Reference URI="#{identifier}"><ds:Transforms>'
            '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>'
            f'<ds:Transform Algorithm="{EXCLUSIVE}"></ds:Transform></ds:Transforms>'
            '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
            f"<ds:DigestValue>{base64.b64encode(hashlib.sha256(canonical).digest()).decode()}</ds:DigestValue>"
            "</ds:Reference></ds:SignedInfo>")
        value = base64.b64encode(self.sign(info.encode())).decode()
        return ('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
                + info.replace(' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', "", 1)
                + f"<ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>")
