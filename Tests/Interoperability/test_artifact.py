"""HTTP-Artifact: Shibboleth SP and pysaml2 fetch what the artifact stands for, from server to server."""

import base64
import json

import pytest
import requests
from saml2 import BINDING_HTTP_ARTIFACT, BINDING_SOAP

from Harness.python_service_providers import PySAML2
from Harness.world import BIP, KARIM, SITE, connect


@pytest.fixture(scope="module")
def by_artifact(workshop, site) -> PySAML2:
    provider = PySAML2(
        workshop / "by-artifact", "http://127.0.0.1:8/by-artifact", site.metadata, binding=BINDING_HTTP_ARTIFACT)
    connect(site, SITE, provider, workshop)
    return provider


def test_shibboleth_fetches_the_response_of_an_artifact(agent, site, shibboleth):
    agent.open(shibboleth.login("redirect", "&acsIndex=9"))
    page = agent.sign_in(KARIM.email, KARIM.password)
    assert page.form("SAMLart").action == f"{shibboleth.public_url}/Shibboleth.sso/SAML2/Artifact"
    assert KARIM.email.encode() not in page.body
    assert json.loads(agent.pass_on().body)["mail"] == KARIM.email, shibboleth.log()


def test_shibboleth_decrypts_what_came_by_artifact(agent, site, shibboleth):
    with site.deciding(shibboleth.entity_id, encryption="always"):
        agent.open(shibboleth.login("redirect", "&acsIndex=9"))
        agent.sign_in(KARIM.email, KARIM.password)
        assert json.loads(agent.pass_on().body)["mail"] == KARIM.email, shibboleth.log()


def artifact_of(agent, provider) -> str:
    agent.open(provider.redirect(response_binding=BINDING_HTTP_ARTIFACT))
    page = agent.sign_in(KARIM.email, KARIM.password)
    assert page.form("SAMLart").action == provider.assertion_consumer
    return page.field("SAMLart")


def test_pysaml2_resolves_an_artifact_once(agent, by_artifact):
    artifact = artifact_of(agent, by_artifact)
    assert base64.b64decode(artifact)[:2] == b"\x00\x04"
    response = by_artifact.resolve(artifact)
    assert response.ava["mail"] == [KARIM.email]
    assert "Assertion" not in by_artifact.ask(artifact).text, "a second time it stands for nothing"


def test_an_artifact_is_not_given_to_another_service_provider(agent, site, by_artifact, pysaml2):
    artifact = artifact_of(agent, by_artifact)
    answer = pysaml2.ask(artifact)
    assert answer.status_code == 200 and "Assertion" not in answer.text
    assert "shows an artifact of service provider" in site.log()
    assert "Assertion" not in by_artifact.ask(artifact).text, "whoever shows it uses it up"


def test_an_unsigned_question_is_refused(agent, site, by_artifact):
    artifact = artifact_of(agent, by_artifact)
    answer = by_artifact.ask(artifact, sign=False)
    assert 400 <= answer.status_code < 500 and "Fault" in answer.text
    assert "Assertion" in by_artifact.ask(artifact).text, "which uses up nothing"
