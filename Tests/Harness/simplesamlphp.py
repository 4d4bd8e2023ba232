"""SimpleSAMLphp as a service provider, served by PHP's own server from a configuration of the test's own."""

from pathlib import Path


from . import certificates
from .programs import Program, fetch, free_port, is_listening

LIBRARY = Path("/usr/share/simplesamlphp")

# PHP's own server takes a path with `.php/` in it for a file; SimpleSAMLphp's are served by one script each.
ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('#^/(module|logout)\\.php(/.*)?$#', $path, $parts)) {
    $_SERVER['SCRIPT_NAME'] = "/$parts[1].php";
    $_SERVER['PHP_SELF'] = $path;
    $_SERVER['PATH_INFO'] = $parts[2] ?? '';
    require '%(library)s/www/' . $parts[1] . '.php';
    return true;
}
if ($path === '/secure/whoami') {
    require '%(library)s/lib/_autoload.php';
    $person = new \\SimpleSAML\\Auth\\Simple('default-sp');
    $person->requireAuth();
    header('Content-Type: application/json');
    echo json_encode(['attributes' => $person->getAttributes(),
        'name_id' => $person->getAuthData('saml:sp:NameID')->getValue(),
        'idp' => $person->getAuthData('saml:sp:IdP')]);
    return true;
}
if ($path === '/logout') {
    require '%(library)s/lib/_autoload.php';
    (new \\SimpleSAML\\Auth\\Simple('default-sp'))->logout('%(url)s/open');
}
echo 'open to everybody';
"""

CONFIGURATION = """<?php
$config = [
    'baseurlpath' => '%(url)s/', 'certdir' => '%(folder)s/', 'datadir' => '%(folder)s/', 'loggingdir' => '%(folder)s/',
    'tempdir' => '%(folder)s/temporary', 'secretsalt' => 'a salt for one run', 'auth.adminpassword' => 'none of ours',
    'technicalcontact_email' => 'test@localhost', 'timezone' => 'Europe/Paris', 'logging.handler' => 'file',
    'logging.level' => \\SimpleSAML\\Logger::DEBUG, 'debug' => ['saml' => true, 'validatexml' => true],
    'showerrors' => true, 'errorreporting' => false, 'store.type' => 'phpsession', 'session.cookie.secure' => false,
    'session.phpsession.savepath' => '%(folder)s/sessions', 'session.cookie.samesite' => null,
    'language.default' => 'fr', 'language.available' => ['fr', 'en'], 'module.enable' => [],
    'session.phpsession.cookiename' => 'SimpleSAML', 'enable.saml20-idp' => false,
    'metadata.sources' => [['type' => 'xml', 'file' => '%(metadata)s']],
];
"""

SOURCES = """<?php
$config = ['default-sp' => [
    'saml:SP', 'entityID' => '%(url)s/module.php/saml/sp/metadata.php/default-sp', 'idp' => '%(idp)s',
    'privatekey' => 'ssp.key', 'certificate' => 'ssp.pem', 'sign.authnrequest' => true, 'sign.logout' => true,
    'redirect.sign' => true, 'redirect.validate' => true, 'WantAssertionsSigned' => true,
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'assertion.encryption' => %(encrypted)s,
]];
"""


class SimpleSAMLphp:
    """A service provider whose only identity provider is the one of this metadata file."""

    def __init__(self, folder: Path, identity_provider: str, metadata: Path, *, encrypted: bool = False):
        for part in ("", "sessions", "temporary", "configuration"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.public_url = f"http://127.0.0.1:{self.port}"
        self.entity_id = f"{self.public_url}/module.php/saml/sp/metadata.php/default-sp"
        self.secret_page = f"{self.public_url}/secure/whoami"
        self.logout = f"{self.public_url}/logout"
        self._folder = folder
        self._facts = {"url": self.public_url, "folder": folder, "library": LIBRARY, "metadata": metadata,
                       "idp": identity_provider, "encrypted": "true" if encrypted else "false"}
        self._program: Program | None = None

    def metadata(self) -> bytes:
        """As SimpleSAMLphp itself makes it."""
        return fetch(self.entity_id)

    def start(self) -> "SimpleSAMLphp":
        certificates.self_signed(self._folder, "ssp")
        for name, text in (("configuration/config.php", CONFIGURATION), ("configuration/authsources.php", SOURCES),
                           ("router.php", ROUTER)):
            (self._folder / name).write_text(text % self._facts)
        self._program = Program(
            "php", ["php", "-S", f"127.0.0.1:{self.port}", self._folder / "router.php"], self._folder,
            {"SIMPLESAMLPHP_CONFIG_DIR": str(self._folder / "configuration")})
        self._program.wait_until(lambda: is_listening(self.port))
        return self

    def stop(self) -> None:
        if self._program:
            self._program.stop()
            self._program = None

    def log(self) -> str:
        own = self._folder / "simplesamlphp.log"
        return self._program.output() + (own.read_text(errors="replace") if own.exists() else "")
