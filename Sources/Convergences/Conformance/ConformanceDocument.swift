/// Documentation/Conformance.md, made of the same table as the command's answer.
enum ConformanceDocument {
    static var text: String {
        """
        # Conformance

        Each requirement that binds an identity provider in two profiles of the Kantara Initiative, both in the public
        repository `KantaraInitiative/SAMLprofiles`: how this program stands to it, and the tests that show it. The same table
        comes from `convergences conformance`; a test holds this file equal to it and looks for every test that it names.

        *met*: the tests named show it. *deviation*: knowingly done otherwise. *operator*: it depends on the site.
        *not yet*: as it says.

        Of the conformance document of OASIS (saml-conformance-2.0-os) these are left out knowingly: algorithms that are weak
        today (SHA-1 signatures, RSA 1.5 and Triple DES encryption, HMAC: no peer that is up to date asks for them, and every
        one of them has let somebody in); Name Identifier Management, as the mode *IdP Lite* has it; the common-domain cookie.

        ## Implementation profile 1.1 (IIP)

        \(table(Requirement.implementationProfile))

        ## Deployment profile 2.0, saml2int (SDP), with the preset *saml2int*

        \(table(Requirement.deploymentProfile))

        """
    }

    private static func table(_ requirements: [Requirement]) -> String {
        let rows = requirements.map { requirement in
            let tests = requirement.verdict.tests.map { "`\($0)`" }
            let proof = ([requirement.verdict.reason].compactMap(\.self) + tests).joined(separator: "<br>")
            return "| \(requirement.id) | \(requirement.gist) | \(requirement.verdict.word) | \(proof) |"
        }
        return (["| Id | What is asked | | Tests, or reason |", "|---|---|---|---|"] + rows).joined(separator: "\n")
    }
}
