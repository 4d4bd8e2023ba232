"""The Shibboleth service provider (Apache with mod_shib, and shibd), configured in a folder of the test's own."""

import re
from pathlib import Path
from xml.sax.saxutils import quoteattr


from . import certificates
from .apache import apache
from .programs import Program, fetch, free_port

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
ARTIFACT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"
SOAP = "urn:oasis:names:tc:SAML:2.0:bindings:SOAP"
BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
ATTRIBUTES = ("mail", "givenName", "sn", "displayName", "structure", "siret", "role")
# As the deployment profile names them, and the identifiers with their scope.
URI_ATTRIBUTES = {
    "urn:oid:0.9.2342.19200300.100.1.3": "mail", "urn:oid:2.5.4.42": "givenName", "urn:oid:2.5.4.4": "sn",
    "urn:oid:2.16.840.1.113730.3.1.241": "displayName", "urn:convergences:attribute:structure": "structure",
    "urn:convergences:attribute:siret": "siret", "urn:convergences:attribute:role": "role",
}
SCOPED_ATTRIBUTES = {
    "urn:oasis:names:tc:SAML:attribute:subject-id": "subject_id",
    "urn:oasis:names:tc:SAML:attribute:pairwise-id": "pairwise_id",
}

# What mod_shib tells an application of the person: environment variables.
TOLD = (*ATTRIBUTES, *SCOPED_ATTRIBUTES.values(), "name_id", "REMOTE_USER", "Shib_Identity_Provider",
        "Shib_AuthnContext_Class", "Shib_Session_Index")


class ShibbolethSP:
    """A service provider at `public_url`, whose only identity provider is the one of this metadata file, or, with
    `metadata_signed_by`, of this address: fetched as often as `refresh` says, in seconds, and believed only when that
    certificate's key has signed it. What it asks for is encrypted where it `encrypts`."""

    def __init__(self, folder: Path, identity_provider: str, metadata: Path | str, *, public_url: str | None = None,
                 signs_requests: bool = True, metadata_signed_by: Path | None = None, refresh: int = 28800,
                 takes_logout_by: tuple[str, ...] = (), asks_logout_by: str = REDIRECT, encrypts: bool = False):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        self._takes_logout_by, self._asks_logout_by = takes_logout_by, asks_logout_by
        self.port = free_port()
        self.public_url = public_url or f"http://127.0.0.1:{self.port}"
        self.entity_id = f"{self.public_url}/shibboleth"
        self._folder = folder
        self._identity_provider = identity_provider
        self._identity_provider_metadata = metadata
        self._signs_requests = signs_requests
        self._metadata_signed_by = metadata_signed_by
        self._refresh = refresh
        self._encrypts = encrypts
        self._programs: list[Program] = []

    # What a test opens.

    @property
    def secret_page(self) -> str:
        """A page of the application that needs a session."""
        return f"{self.public_url}/secure/whoami"

    def login(self, binding: str = "redirect", query: str = "") -> str:
        """Starts a sign-on by this binding that ends on the secret page."""
        return f"{self.public_url}/Shibboleth.sso/Login/{binding}?target={self.secret_page}{query}"

    @property
    def logout(self) -> str:
        return f"{self.public_url}/Shibboleth.sso/Logout"

    @property
    def folder(self) -> Path:
        """What it keeps: its configuration, its log, its copy of the metadata."""
        return self._folder

    @property
    def session_page(self) -> str:
        """What Shibboleth itself says of the session of the browser that asks."""
        return f"{self.public_url}/Shibboleth.sso/Session"

    def log(self) -> str:
        """What shibd has to say: the first thing to read when a sign-on fails."""
        return (self._folder / "shibd.log").read_text(errors="replace")

    def metadata(self) -> bytes:
        """As Shibboleth itself generates it."""
        host = self.public_url.split("//")[1]
        return fetch(f"http://127.0.0.1:{self.port}/Shibboleth.sso/Metadata", Host=host)

    # Its life.

    def start(self) -> "ShibbolethSP":
        self._write_configuration()
        return self._start_programs()

    def _start_programs(self) -> "ShibbolethSP":
        (self._folder / "shibd.sock").unlink(missing_ok=True)
        shibd = Program("shibd-output", ["/usr/sbin/shibd", "-F", "-f", "-c", self._folder / "shibboleth2.xml",
                                         "-p", self._folder / "shibd.pid"], self._folder)
        self._programs.append(shibd)
        shibd.wait_until((self._folder / "shibd.sock").exists)
        self._programs.append(apache(
            self._folder, self.port, self.public_url, "mod_shib", "mod_shib.so", TOLD, self._apache_directives()))
        return self

    def restart(self) -> None:
        """Forgets its sessions, and fetches the metadata now."""
        self.stop()
        self._start_programs()

    def stop(self) -> None:
        while self._programs:
            self._programs.pop().stop()

    def _write_configuration(self) -> None:
        for use in ("signing", "encryption"):
            certificates.self_signed(self._folder, use)
        self._write("shibboleth2.xml", self._shibboleth_configuration())
        self._write("attribute-map.xml", self._attribute_map())
        self._write("shibd.logger", self._logger("INFO"))

    def _write(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.write_text(text)
        return path

    def _shibboleth_configuration(self) -> str:
        scheme = self.public_url.split(":")[0]
        secure = "true" if scheme == "https" else "false"

        def initiator(path: str, binding: str) -> str:
            return (f'<SessionInitiator type="SAML2" Location="/Login/{path}" id="{path}" acsByIndex="true" '
                    f'outgoingBindings="{binding}" template="bindingTemplate.html" '
                    f'entityID={quoteattr(self._identity_provider)}/>')

        return f"""<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config"
    xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" clockSkew="180"
    logger="{self._folder}/shibd.logger">
  <UnixListener address="{self._folder}/shibd.sock"/>
  <ApplicationDefaults entityID={quoteattr(self.entity_id)} REMOTE_USER="mail name_id"
      signing="{'true' if self._signs_requests else 'false'}" encryption="{'true' if self._encrypts else 'false'}"
      requireConfidentiality="false">
    <Sessions lifetime="3600" timeout="3600" relayState="ss:mem" checkAddress="false"
        handlerURL="/Shibboleth.sso" handlerSSL="{secure}" cookieProps="{scheme}" redirectLimit="exact">
      {initiator("redirect", REDIRECT)}
      {initiator("post", POST)}
      <md:AssertionConsumerService Location="/SAML2/POST" index="1" Binding="{POST}"/>
      <md:AssertionConsumerService Location="/SAML2/POST/second" index="7" Binding="{POST}"/>
      <md:AssertionConsumerService Location="/SAML2/Artifact" index="9" Binding="{ARTIFACT}"/>
      {self._logout()}
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
      <Handler type="Session" Location="/Session" showAttributeValues="true" contentType="application/json"/>
    </Sessions>
    <Errors supportContact="test@localhost"/>
    {self._metadata_provider()}
    <AttributeExtractor type="XML" validate="true" path="{self._folder}/attribute-map.xml"/>
    <CredentialResolver type="File" use="signing"
        key="{self._folder}/signing.key" certificate="{self._folder}/signing.pem"/>
    <CredentialResolver type="File" use="encryption"
        key="{self._folder}/encryption.key" certificate="{self._folder}/encryption.pem"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" path="protocols.xml"/>
</SPConfig>
"""

    def _metadata_provider(self) -> str:
        if not self._metadata_signed_by:
            return f'<MetadataProvider type="XML" validate="true" path="{self._identity_provider_metadata}"/>'
        return (f'<MetadataProvider type="XML" validate="true" url="{self._identity_provider_metadata}" '
                f'backingFilePath="{self._folder}/identity-provider.xml" '
                f'minRefreshDelay="{self._refresh}" maxRefreshDelay="{self._refresh}">'
                f'<MetadataFilter type="Signature" certificate="{self._metadata_signed_by}"/></MetadataProvider>')

    def _logout(self) -> str:
        """At every one's, where it takes part in single logout; else only its own."""
        if not self._takes_logout_by:
            return '<LogoutInitiator type="Local" Location="/Logout"/>'
        services = "\n".join(
            f'<md:SingleLogoutService Location="/SLO/{binding.rsplit(":", 1)[1]}" Binding="{binding}" '
            'xmlns:conf="urn:mace:shibboleth:3.0:native:sp:config" conf:template="bindingTemplate.html"/>'
            for binding in self._takes_logout_by)
        return ('<LogoutInitiator type="Chaining" Location="/Logout"><LogoutInitiator type="SAML2" '
                f'asynchronous="false" template="bindingTemplate.html" outgoingBindings="{self._asks_logout_by}"/>'
                f'<LogoutInitiator type="Local"/></LogoutInitiator>{services}')

    def _attribute_map(self) -> str:
        attributes = "\n".join(f'  <Attribute name="{name}" nameFormat="{BASIC}" id="{name}"/>' for name in ATTRIBUTES)
        attributes += "\n".join(
            f'  <Attribute name="{name}" id="{identifier}"/>' for name, identifier in URI_ATTRIBUTES.items())
        attributes += "\n".join(
            f'  <Attribute name="{name}" id="{identifier}"><AttributeDecoder xsi:type="ScopedAttributeDecoder"/></Attribute>'
            for name, identifier in SCOPED_ATTRIBUTES.items())
        name_ids = "\n".join(
            f'  <Attribute name="{name_format}" id="name_id">'
            '<AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name"/></Attribute>'
            for name_format in ("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
                                "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
                                "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"))
        return f"""<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{attributes}
{name_ids}
</Attributes>
"""

    def _apache_directives(self) -> str:
        return f"""ShibConfig "{self._folder}/shibboleth2.xml"
<Location "/Shibboleth.sso">
  SetHandler shib
  Require all granted
</Location>
<Location "/secure">
  AuthType shibboleth
  ShibRequestSetting requireSession true
  Require shib-session
</Location>
"""

    def _logger(self, level: str) -> str:
        return f"""log4j.rootCategory={level}, file
log4j.appender.file=org.apache.log4j.FileAppender
log4j.appender.file.fileName={self._folder}/shibd.log
log4j.appender.file.layout=org.apache.log4j.PatternLayout
log4j.appender.file.layout.ConversionPattern=%d{{%H:%M:%S}} %p %c %x: %m%n
"""


def values(variable: str) -> list[str]:
    """The values of a multi-valued attribute as mod_shib hands them over: joined by `;`, and `\\;` for one within."""
    return [value.replace("\\;", ";") for value in re.split(r"(?<!\\);", variable)]
