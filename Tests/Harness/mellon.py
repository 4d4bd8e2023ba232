"""mod_auth_mellon (Apache, and Lasso beneath it), configured in a folder of the test's own."""

from pathlib import Path


from . import certificates
from .apache import MODULES, apache
from .programs import Program, fetch, free_port

MODULE = MODULES / "mod_auth_mellon.so"


# The short names that an application is told; the module asks for transient identifiers, and so gets URI names.
NAMES = {
    "mail": "urn:oid:0.9.2342.19200300.100.1.3", "givenName": "urn:oid:2.5.4.42", "sn": "urn:oid:2.5.4.4",
    "structure": "urn:convergences:attribute:structure", "role": "urn:convergences:attribute:role",
}


class Mellon:
    """A service provider whose only identity provider is the one of this metadata file."""

    def __init__(self, folder: Path, identity_provider: Path):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        self.port = free_port()
        self.public_url = f"http://127.0.0.1:{self.port}"
        self.entity_id = f"{self.public_url}/mellon/metadata"
        self._folder = folder
        self._identity_provider = identity_provider
        self._apache: Program | None = None

    @property
    def secret_page(self) -> str:
        """A page of the application that needs a session."""
        return f"{self.public_url}/secure/whoami"

    @property
    def logout(self) -> str:
        return f"{self.public_url}/mellon/logout?ReturnTo={self.public_url}/open"

    def metadata(self) -> bytes:
        """As the module itself makes it."""
        return fetch(self.entity_id)

    def start(self) -> "Mellon":
        credential = certificates.self_signed(self._folder, "mellon")
        (self._folder / "open").write_text("open to everybody")
        names = "\n  ".join(f'MellonSetEnv "{name}" "{uri}"' for name, uri in NAMES.items())
        self._apache = apache(self._folder, self.port, self.public_url, "auth_mellon_module", MODULE.name, ("MELLON_",), f"""
Alias "/open" "{self._folder}/open"
<Location "/">
  Require all granted
  MellonEnable info
  MellonEndpointPath "/mellon"
  MellonSPentityId "{self.entity_id}"
  MellonSPPrivateKeyFile "{credential.key}"
  MellonSPCertFile "{credential.certificate}"
  MellonIdPMetadataFile "{self._identity_provider}"
  MellonSignatureMethod rsa-sha256
  MellonSecureCookie Off
  MellonMergeEnvVars On ";"
  {names}
</Location>
<Location "/secure">
  AuthType Mellon
  MellonEnable auth
  Require valid-user
</Location>
""")
        return self

    def stop(self) -> None:
        if self._apache:
            self._apache.stop()
            self._apache = None

    def log(self) -> str:
        return (self._folder / "apache-error.log").read_text(errors="replace")
