"""SSO by artifact: the sign-on, then the service provider's signed question for what the artifact stands for."""

import re
import secrets
import time

from Harness.authn_requests import AuthnRequest, Signer

NAME, ORDER = "artifact", 24
POST, ARTIFACT = (f"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-{name}" for name in ("POST", "Artifact"))


def run(bench):
    site = bench.site
    signer = Signer(site.service_provider_key)
    original = site.service_provider_metadata.read_text()
    consumer = (f'<md:AssertionConsumerService Binding="{ARTIFACT}" Location="{site.service_provider}/artifact" '
                'index="9"></md:AssertionConsumerService>')
    prefix = re.search(r"<(\w+:)?AssertionConsumerService", original)[1] or ""
    consumer = consumer.replace("md:", prefix)
    place = original.rindex("AssertionConsumerService")
    end = original.index(">", place) + 1
    site.register(original[:end] + consumer + original[end:])

    def exchange(person):
        request = AuthnRequest(site.url, site.service_provider)
        xml = request.xml().decode().replace(f"{site.service_provider}/acs", f"{site.service_provider}/artifact")
        status, page, _ = person.ask("GET", "/saml/sso?" + request.query(None, xml.replace(POST, ARTIFACT).encode()))
        artifact = re.search(r'name="SAMLart" value="([^"]*)"', page)
        assert status == 200 and artifact, f"{status}\n{page[:500]}"
        answer = site.soap("/saml/artifact", resolve(site, signer, artifact[1]))
        assert b"Assertion " in answer, answer[:500]

    try:
        people = bench.sessions[:8]
        actions = [lambda person=person: [exchange(person) for _ in range(bench.repetitions(25))] for person in people]
        figure = bench.together("SSO by artifact, both steps", actions, len(people), limit=2 * bench.signature)
        yield bench.shared_by(figure, bench.repetitions(25))
    finally:
        site.register(original)


def resolve(site, signer, artifact):
    identifier = "_" + secrets.token_hex(16)
    instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    head = ('<samlp:ArtifactResolve xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
            f'Destination="{site.url}/saml/artifact" ID="{identifier}" IssueInstant="{instant}" Version="2.0">'
            '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">'
            f"{site.service_provider}/metadata</saml:Issuer>")
    tail = f"<samlp:Artifact>{artifact}</samlp:Artifact></samlp:ArtifactResolve>"
    return head + signer.enveloped(identifier, (head + tail).encode()) + tail
