"""LemonLDAP::NG, whose portal leaves the sign-in to an identity provider, from a configuration of the test's own."""

import json
import shutil
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from . import certificates
from .programs import Program, fetch, free_port, is_listening

PORTAL = Path("/usr/share/lemonldap-ng/portal")
# It loads with neither of these two, and then answers nothing.
ALSO_NEEDED = (Path("/usr/share/doc/liblasso-perl"), Path("/usr/share/perl5/XML/Simple.pm"))

# The portal, a page that its handler protects and one that nobody protects, as one program.
APPLICATION = """
use Lemonldap::NG::Portal::Main;

package Whoami;
use Mouse;
extends 'Lemonldap::NG::Handler::PSGI';
sub handler { my ($self, $request) = @_; return $self->sendJSONresponse($request, $request->userData) }

package main;
my $portal = Lemonldap::NG::Portal::Main->run({});
my $whoami = Whoami->run({protection => 'authenticate'});
sub {
    my $path = $_[0]->{PATH_INFO};
    return [200, ['Content-Type' => 'text/plain'], ['open to everybody']] if $path eq '/open';
    return $path eq '/secure/whoami' ? $whoami->(@_) : $portal->(@_);
};
"""

LOCAL = """[all]
logger = Lemonldap::NG::Common::Logger::Std
logLevel = debug
[configuration]
type = File
dirName = %(folder)s/configuration
[portal]
templateDir = %(portal)s/templates
staticPrefix = /static
languages = fr, en
"""

# default;index;binding;address of where Responses go, as its manager keeps them; #PORTAL# is its own address.
CONSUMERS = {
    "Artifact": "{};{};urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact;#PORTAL#/saml/proxySingleSignOnArtifact",
    "Post": "{};{};urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST;#PORTAL#/saml/proxySingleSignOnPost",
}
ATTRIBUTES = ("mail", "givenName", "sn", "displayName", "structure", "role")


def is_installed() -> bool:
    return all(path.exists() for path in (PORTAL, *ALSO_NEEDED)) and shutil.which("plackup") is not None


class LemonLDAP:
    """A service provider whose only identity provider is the one of this metadata file; `options` are those that its
    manager has for an identity provider."""

    def __init__(
            self, folder: Path, metadata: Path, application: str, *, bare_key: bool = False, by_artifact: bool = False,
            **options: str | int):
        for part in ("configuration", "sessions", "persistent"):
            (folder / part).mkdir(parents=True)
        self.port = free_port()
        self.public_url = f"http://127.0.0.1:{self.port}"
        self.entity_id = f"{self.public_url}/saml/metadata"
        self.secret_page = f"{self.public_url}/secure/whoami"
        self.logout = f"{self.public_url}/?logout=1"
        self.application = application
        self._folder = folder
        self._metadata = metadata
        self._bare_key = bare_key
        self._by_artifact = by_artifact
        self._options = options
        self._program: Program | None = None

    def metadata(self) -> bytes:
        """As LemonLDAP::NG itself makes it: it names all its roles."""
        return fetch(self.entity_id)

    def start(self) -> "LemonLDAP":
        (self._folder / "configuration" / "lmConf-1.json").write_text(json.dumps(self._configuration()))
        local = self._folder / "lemonldap-ng.ini"
        local.write_text(LOCAL % {"folder": self._folder, "portal": PORTAL})
        (self._folder / "application.psgi").write_text(APPLICATION)
        self._program = Program(
            "lemonldap", ["plackup", "--host", "127.0.0.1", "--port", self.port, "--env", "deployment",
                          self._folder / "application.psgi"],
            self._folder, {"LLNG_DEFAULTCONFFILE": str(local)})
        self._program.wait_until(lambda: is_listening(self.port))
        return self

    def _configuration(self) -> dict:
        """What its manager would have written."""
        credential = certificates.self_signed(self._folder, "lemonldap")
        public = credential.certificate.read_text()
        if self._bare_key:
            key = serialization.load_pem_private_key(credential.key.read_bytes(), None).public_key()
            public = key.public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
        by_artifact = int(self._by_artifact)
        storage = {part: {"Directory": str(self._folder / part), "LockDirectory": str(self._folder / part)}
                   for part in ("sessions", "persistent")}
        return {
            "cfgNum": 1, "cfgAuthor": "test", "cfgDate": 1, "key": "a key for one run", "portal": self.public_url,
            "domain": "127.0.0.1", "port": self.port, "https": 0, "securedCookie": 0, "cookieName": "lemonldap",
            "trustedDomains": "*", "whatToTrace": "mail", "locationRules": {"127.0.0.1": {"default": "accept"}},
            "authentication": "SAML", "userDB": "Same", "passwordDB": "Null", "registerDB": "Null",
            "globalStorage": "Apache::Session::File", "globalStorageOptions": storage["sessions"],
            "persistentStorage": "Apache::Session::File", "persistentStorageOptions": storage["persistent"],
            "captcha": "::Main::Plugin",  # none: the usual one does not load without ImageMagick
            "samlServicePrivateKeySig": credential.key.read_text(),
            "samlServicePublicKeySig": public,
            **{f"samlSPSSODescriptorAssertionConsumerServiceHTTP{binding}": consumer.format(is_default, 1 - is_default)
               for (binding, consumer), is_default in zip(CONSUMERS.items(), (by_artifact, 1 - by_artifact))},
            "samlIDPMetaDataXML": {"convergences": {"samlIDPMetaDataXML": self._metadata.read_text()}},
            "samlIDPMetaDataExportedAttributes": {"convergences": {name: f"1;{name};;" for name in ATTRIBUTES}},
            "samlIDPMetaDataOptions": {"convergences": {
                f"samlIDPMetaDataOptions{name}": value for name, value in {
                    "SignSSOMessage": -1, "CheckSSOMessageSignature": 1, "SignSLOMessage": -1,
                    "CheckSLOMessageSignature": 1, "CheckTime": 1, "CheckAudience": 1, "AllowLoginFromIDP": 1,
                    "AdaptSessionUtime": 1, "ForceUTF8": 1, "EncryptionMode": "none", "RelayStateURL": 1,
                    **self._options,
                }.items()}},
        }

    def stop(self) -> None:
        if self._program:
            self._program.stop()
            self._program = None

    def log(self) -> str:
        return self._program.output()
