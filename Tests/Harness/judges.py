"""Tools that nobody here wrote, judging what we send: the OASIS schemas and the xmlsec1 command."""

import base64
import os
import subprocess
from pathlib import Path

from lxml import etree

NS = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
CATALOG = {  # addresses that the schemas import from -> Debian's copies
    "http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd": "xmldsig-core-schema.xsd",
    "http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd": "xenc-schema.xsd",
    "http://www.w3.org/2001/xml.xsd": "xml.xsd",
}
SCHEMAS = {
    NS["samlp"]: "/usr/share/xml/opensaml/saml-schema-protocol-2.0.xsd",
    NS["md"]: "/usr/share/xml/opensaml/saml-schema-metadata-2.0.xsd",
    "urn:oasis:names:tc:SAML:metadata:ui": "/usr/share/xml/opensaml/sstc-saml-metadata-ui-v1.0.xsd",
    "urn:oasis:names:tc:SAML:metadata:algsupport":
        "/usr/share/xml/opensaml/sstc-saml-metadata-algsupport-v1.0.xsd",
    "http://www.w3.org/2009/xmlenc11#": "/usr/share/xml/xmltooling/xenc11-schema.xsd",
}


def parse(message: bytes):
    return etree.fromstring(message)


def find(element, path: str):
    """The one element at this path."""
    found = element.findall(path, NS)
    assert len(found) == 1, f"{len(found)} at {path} in {etree.tostring(element).decode()}"
    return found[0]


def decode_posted(field: str) -> bytes:
    """The message in a SAMLResponse form field."""
    return base64.b64decode(field, validate=True)


def assert_valid(message: bytes, folder: Path) -> None:
    """Validates a message or metadata against the OASIS schemas, without a network."""
    imports = "\n".join(
        f'<import namespace="{namespace}" schemaLocation="{path}"/>' for namespace, path in SCHEMAS.items())
    driver = folder / "saml.xsd"
    driver.write_text(f'<schema xmlns="http://www.w3.org/2001/XMLSchema">\n{imports}\n</schema>\n')
    catalog = folder / "catalog.xml"
    catalog.write_text('<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">\n' + "\n".join(
        f'<system systemId="{address}" uri="/usr/share/xml/xmltooling/{name}"/>'
        for address, name in CATALOG.items()) + "\n</catalog>\n")
    document = folder / "judged.xml"
    document.write_bytes(message)
    result = _run(["xmllint", "--nonet", "--noout", "--schema", driver, document],
                  {"XML_CATALOG_FILES": str(catalog)})
    assert result.returncode == 0, f"{result.stderr}\n{message.decode()}"


def assert_signed(message: bytes, certificate: Path, element: str, folder: Path) -> None:
    """Verifies the signature that is a direct child of this element ("Response", "Assertion"), as xmlsec1 sees it."""
    name = {"Response": f"{NS['samlp']}:Response", "Assertion": f"{NS['saml']}:Assertion",
            "EntityDescriptor": f"{NS['md']}:EntityDescriptor"}[element]
    result = _verify(message, certificate, element, name, folder)
    assert result.returncode == 0 and "OK" in result.stdout + result.stderr, f"{result.stderr}\n{message.decode()}"


def is_signed(message: bytes, certificate: Path, element: str, folder: Path) -> bool:
    try:
        assert_signed(message, certificate, element, folder)
        return True
    except AssertionError:
        return False


def _verify(message: bytes, certificate: Path, element: str, name: str, folder: Path):
    document = folder / "signed.xml"
    document.write_bytes(message)
    signature = f"//*[local-name()='{element}']/*[local-name()='Signature' and namespace-uri()='{NS['ds']}']"
    return _run(["xmlsec1", "--verify", "--enabled-key-data", "x509,raw-x509-cert", "--pubkey-cert-pem", certificate,
                 "--id-attr:ID", name, "--node-xpath", signature, document])


def _run(arguments: list, environment: dict | None = None) -> subprocess.CompletedProcess:
    return subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, timeout=60,
                          env={**os.environ, **(environment or {})}, check=False)
