"""Service providers of other makers, in Python: pysaml2 and python3-saml. Requests out, Responses in, no server needed."""

import base64
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

import requests
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from saml2 import BINDING_HTTP_ARTIFACT, BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, BINDING_SOAP
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import entity_descriptor
from saml2.pack import make_soap_enveloped_saml_thingy
from saml2.response import AuthnResponse
from saml2.s_utils import sid
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from . import certificates
from .user_agent import Page

BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
ATTRIBUTES = ("mail", "givenName", "sn", "displayName", "structure", "siret", "role")
URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
URI_ATTRIBUTES = {
    "urn:oid:0.9.2342.19200300.100.1.3": "mail", "urn:oid:2.5.4.42": "givenName", "urn:oid:2.5.4.4": "sn",
    "urn:oid:2.16.840.1.113730.3.1.241": "displayName", "urn:convergences:attribute:structure": "structure",
    "urn:convergences:attribute:siret": "siret", "urn:convergences:attribute:role": "role",
    "urn:oasis:names:tc:SAML:attribute:subject-id": "subject-id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id": "pairwise-id",
}


class PySAML2:
    """pysaml2, as strict as it can be set: what it takes, it has verified with the xmlsec1 command."""

    def __init__(self, folder: Path, entity_id: str, identity_provider: Path | str, *, signs_requests: bool = True,
                 metadata_signed_by: Path | None = None, wants_assertions_signed: bool = True,
                 wants_response_signed: bool = False, decrypts: bool = False, binding: str = BINDING_HTTP_POST,
                 takes_logout_at: list[tuple[str, str]] | None = None, **settings):
        folder.mkdir(parents=True)
        credential = certificates.self_signed(folder, "pysaml2")
        self.assertion_consumer = f"{entity_id}/acs"
        # Attribute names as they come, under the format that a classic service provider reads.
        maps = folder / "maps"
        maps.mkdir()
        (maps / "basic.py").write_text(
            f"MAP = {{'identifier': {BASIC!r}, 'fro': {dict(zip(ATTRIBUTES, ATTRIBUTES))!r},"
            f" 'to': {dict(zip(ATTRIBUTES, ATTRIBUTES))!r}}}\n")
        (maps / "uri.py").write_text(
            f"MAP = {{'identifier': {URI!r}, 'fro': {URI_ATTRIBUTES!r},"
            f" 'to': { {name: uri for uri, name in URI_ATTRIBUTES.items()}!r}}}\n")
        pair = {"key_file": str(credential.key), "cert_file": str(credential.certificate)}
        self._config = SPConfig().load({
            "entityid": entity_id,
            "attribute_map_dir": str(maps),
            **pair,
            **({"encryption_keypairs": [pair]} if decrypts else {}),
            "metadata": (
                {"remote": [{"url": identity_provider, "cert": str(metadata_signed_by)}]} if metadata_signed_by
                else {"local": [str(identity_provider)]}),
            "xmlsec_binary": "/usr/bin/xmlsec1",
            "service": {"sp": {
                "name": "pysaml2",
                "signing_algorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "digest_algorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
                "endpoints": {"assertion_consumer_service": [(self.assertion_consumer, binding)],
                              "single_logout_service": takes_logout_at or []},
                "logout_requests_signed": True,
                "logout_responses_signed": True,
                "authn_requests_signed": signs_requests,
                "want_assertions_signed": wants_assertions_signed,
                "want_response_signed": wants_response_signed,
                "allow_unsolicited": True,
                "name_id_format_allow_create": True,
                **settings,
            }},
        })
        self._client = Saml2Client(config=self._config)
        self._outstanding: dict[str, str] = {}
        self.entity_id = entity_id

    def metadata(self) -> bytes:
        return str(entity_descriptor(self._config)).encode()

    def redirect(self, relay_state: str = "", response_binding: str = BINDING_HTTP_POST, **arguments) -> str:
        """Address that carries a new AuthnRequest by HTTP-Redirect."""
        request, message = self._client.prepare_for_authenticate(
            relay_state=relay_state, binding=BINDING_HTTP_REDIRECT, response_binding=response_binding, **arguments)
        self._outstanding[request] = "/"
        return dict(message["headers"])["Location"]

    def post(self, relay_state: str = "", **arguments) -> tuple[str, dict[str, str]]:
        """Address and form fields of a new AuthnRequest by HTTP-POST."""
        request, binding = self._client.create_authn_request(
            self._single_sign_on(BINDING_HTTP_POST), binding=BINDING_HTTP_POST,
            sign=self._config.getattr("authn_requests_signed", "sp"), **arguments)
        self._outstanding[request] = "/"
        fields = {"SAMLRequest": base64.b64encode(str(binding).encode()).decode(), "RelayState": relay_state}
        return self._single_sign_on(BINDING_HTTP_POST), fields

    def logout_request(self, name: str) -> str:
        """Address that carries a signed LogoutRequest for whom this element (NameID, EncryptedID) names."""
        (identity_provider,) = self._client.metadata.with_descriptor("idpsso")
        (service,) = self._client.metadata.single_logout_service(
            identity_provider, BINDING_HTTP_REDIRECT, "idpsso")
        issued = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        message = (
            f'<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{sid()}" Version="2.0" '
            f'IssueInstant="{issued}" Destination="{service["location"]}">'
            f'<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{self.entity_id}</saml:Issuer>{name}'
            '</samlp:LogoutRequest>')
        carried = self._client.apply_binding(
            BINDING_HTTP_REDIRECT, message, service["location"], sign=True, sigalg=SIG_RSA_SHA256)
        return dict(carried["headers"])["Location"]

    def published_certificates(self) -> list[str]:
        """The signing certificates that it holds of its identity provider."""
        (identity_provider,) = self._client.metadata.with_descriptor("idpsso")
        return [certificate for _, certificate in self._client.metadata.certs(identity_provider, "idpsso", "signing")]

    def sign_with(self, algorithm: str) -> None:
        self._config.setattr("sp", "signing_algorithm", algorithm)
        self._client = Saml2Client(config=self._config)

    def receive(self, page: Page) -> AuthnResponse:
        """Takes the Response of the page's form, with every check pysaml2 knows."""
        form = page.form("SAMLResponse")
        assert form.action == self.assertion_consumer
        return self._client.parse_authn_request_response(
            form.fields["SAMLResponse"], BINDING_HTTP_POST, self._outstanding)

    def end(self, response: AuthnResponse, binding: str) -> dict:
        """What is to be sent to end the session that a Response began: `url`, `data` and `headers`, by that binding."""
        (identity_provider,) = self._client.metadata.with_descriptor("idpsso")
        service = self._client.metadata.single_logout_service(identity_provider, binding, "idpsso")[0]["location"]
        _, request = self._client.create_logout_request(
            service, identity_provider, name_id=response.name_id, session_indexes=[response.session_info()["session_index"]],
            sign=binding != BINDING_HTTP_REDIRECT, sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256)
        arguments = self._client.apply_binding(
            binding, str(request), service, "logged out?", sign=binding == BINDING_HTTP_REDIRECT, sigalg=SIG_RSA_SHA256)
        return {"url": service, **arguments}

    def ended(self, message: str, binding: str) -> list[str]:
        """The status codes of the answer, outermost first, after every check pysaml2 knows."""
        if binding == BINDING_SOAP:
            # pysaml2 writes what is in an envelope anew before it verifies: as if a browser had brought it.
            (inner,) = etree.fromstring(message.encode()).iter("{urn:oasis:names:tc:SAML:2.0:protocol}LogoutResponse")
            message = base64.b64encode(etree.tostring(inner, method="c14n", exclusive=True)).decode()
            binding = BINDING_HTTP_POST
        answer = self._client.parse_logout_request_response(message, binding)
        status = answer.response.status.status_code
        return [status.value] + ([status.status_code.value] if status.status_code else [])

    def ask(self, artifact: str, sign: bool = True) -> requests.Response:
        """Asks for the message of an artifact, by SOAP."""
        (identity_provider,) = self._client.metadata.with_descriptor("idpsso")
        (service,) = self._client.metadata.service(
            identity_provider, "idpsso_descriptor", "artifact_resolution_service", BINDING_SOAP)
        _, question = self._client.create_artifact_resolve(
            artifact, service["location"], sid(), sign=sign, sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256)
        envelope = make_soap_enveloped_saml_thingy(str(question) if sign else question)
        envelope = envelope if isinstance(envelope, bytes) else envelope.encode()
        return requests.post(
            service["location"], data=envelope, headers={"Content-Type": "text/xml"}, timeout=20)

    def resolve(self, artifact: str) -> AuthnResponse:
        """The Response that an artifact stands for: the answer's own signature is verified, then the Response is taken
        as one that a browser brought."""
        answer = self.ask(artifact)
        answer.raise_for_status()
        (outer,) = etree.fromstring(answer.content).iter("{urn:oasis:names:tc:SAML:2.0:protocol}ArtifactResponse")
        text = etree.tostring(outer, method="c14n", exclusive=True)
        assert self._client.sec.correctly_signed_artifact_response(text.decode(), must=True)
        (inner,) = outer.iter("{urn:oasis:names:tc:SAML:2.0:protocol}Response")
        message = etree.tostring(inner, method="c14n", exclusive=True)
        return self._client.parse_authn_request_response(
            base64.b64encode(message).decode(), BINDING_HTTP_ARTIFACT, self._outstanding)

    def _single_sign_on(self, binding: str) -> str:
        (identity_provider,) = self._client.metadata.with_descriptor("idpsso")
        (service,) = self._client.metadata.single_sign_on_service(identity_provider, binding)
        return service["location"]


class Python3SAML:
    """python3-saml in its strict mode."""

    def __init__(self, folder: Path, entity_id: str, identity_provider: Path, **security):
        folder.mkdir(parents=True)
        credential = certificates.self_signed(folder, "python3-saml")
        self.entity_id = entity_id
        self.assertion_consumer = f"{entity_id}/acs"
        parsed = OneLogin_Saml2_IdPMetadataParser.parse(identity_provider.read_text())
        own = {
            "strict": True,
            "sp": {
                "entityId": entity_id,
                "assertionConsumerService": {
                    "url": self.assertion_consumer, "binding": "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"},
                "NameIDFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                "x509cert": credential.certificate.read_text(), "privateKey": credential.key.read_text(),
            },
            "security": {
                "authnRequestsSigned": True, "wantAssertionsSigned": True, "wantNameId": True,
                "wantXMLValidation": True, "requestedAuthnContext": False, "rejectDeprecatedAlgorithm": True,
                "signatureAlgorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "digestAlgorithm": "http://www.w3.org/2001/04/xmlenc#sha256", **security,
            },
        }
        self._settings = OneLogin_Saml2_IdPMetadataParser.merge_settings(own, parsed)
        self._request: str | None = None

    def metadata(self) -> bytes:
        metadata = OneLogin_Saml2_Settings(self._settings, sp_validation_only=True).get_sp_metadata()
        return metadata if isinstance(metadata, bytes) else metadata.encode()

    def redirect(self, return_to: str = "") -> str:
        auth = self._auth({})
        address = auth.login(return_to=return_to or self.entity_id)
        self._request = auth.get_last_request_id()
        return address

    def receive(self, page: Page) -> OneLogin_Saml2_Auth:
        form = page.form("SAMLResponse")
        assert form.action == self.assertion_consumer
        auth = self._auth({"SAMLResponse": form.fields["SAMLResponse"]})
        auth.process_response(request_id=self._request)
        assert auth.get_errors() == [], auth.get_last_error_reason()
        return auth

    def _auth(self, fields: dict[str, str]) -> OneLogin_Saml2_Auth:
        address = urlsplit(self.assertion_consumer)
        return OneLogin_Saml2_Auth({
            "https": "on" if address.scheme == "https" else "off", "http_host": address.netloc,
            "script_name": address.path, "get_data": {}, "post_data": fields}, self._settings)
