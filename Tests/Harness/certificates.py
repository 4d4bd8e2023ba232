"""Keys and certificates made for one run and forgotten with it."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Credential:
    key: Path
    certificate: Path


def self_signed(folder: Path, name: str) -> Credential:
    """A service provider's key pair: the certificate only carries the key."""
    key = _new_key()
    return _write(folder, name, key, _certificate(key, _subject(name), _subject(name), key))


class Authority:
    """A certification authority that only the test's own browser trusts."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._key = _new_key()
        self._subject = _subject("Convergences test authority")
        certificate = _certificate(self._key, self._subject, self._subject, self._key, is_authority=True)
        self.certificate = _write(folder, "authority", self._key, certificate).certificate

    def issue(self, *hosts: str) -> Credential:
        key = _new_key()
        certificate = _certificate(key, _subject(hosts[0]), self._subject, self._key, hosts=hosts)
        return _write(self._folder, hosts[0], key, certificate)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _subject(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _certificate(key, subject, issuer, issuer_key, hosts=(), is_authority=False) -> x509.Certificate:
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _write(folder: Path, name: str, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> Credential:
    credential = Credential(folder / f"{name}.key", folder / f"{name}.pem")
    credential.key.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    credential.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return credential
