extension Requirement {
    /// Kantara Initiative, SAML V2.0 Deployment Profile for Federation Interoperability (saml2int) 2.0: what a site can do
    /// with this program when its service providers have the preset *saml2int*.
    static let deploymentProfile = [
        Requirement(
            "SDP-G01", "Clock skew of 3 to 5 minutes",
            .met(["clocks may differ by the skew that is forgiven, and no more"])),
        Requirement(
            "SDP-G02", "Values of at most 256 characters",
            .met(["what we write has at most 256 characters that XML can carry (IIP-G02)"])),
        Requirement("SDP-G03", "No DTD", .met(["bytes that are no plain message are refused"])),
        Requirement(
            "SDP-G04", "The entityID is an absolute URI of at most 256 characters",
            .met(["the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)"])),
        Requirement(
            "SDP-MD01", "Behaviour follows metadata, refreshed automatically",
            .met([
                "a signed document counts at once, and a key that it removes no more (IIP-MD02, SDP-MD01)",
                "test_shibboleth_is_registered_by_its_url_and_signs_on",
            ])),
        Requirement(
            "SDP-MD02", "Metadata is verified by a trusted key or TLS",
            .met([
                "without a key https with a trusted certificate is demanded (SDP-MD02)",
                "a document that fails a check changes nothing, says why, and is told once (IIP-MD04, SDP-MD03)",
            ])),
        Requirement(
            "SDP-MD03", "Missing or distant validUntil is rejected",
            .deviation(
                "where a key vouches for the document, by default; a document that TLS vouches for need not have one (its "
                    + "server itself speaks, and most service providers' own metadata has none) unless the operator demands "
                    + "it",
                ["a document that fails a check changes nothing, says why, and is told once (IIP-MD04, SDP-MD03)"])),
        Requirement(
            "SDP-MD04", "Metadata is provided and advertises only what is there",
            .met([
                "the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)",
                "the metadata is signed by a key of its own, as a whole",
            ])),
        Requirement(
            "SDP-MD05", "Keys as X.509 certificates in KeyDescriptor",
            .met(["the metadata is valid by the schemas of OASIS"])),
        Requirement(
            "SDP-MD06", "RSA of at least 2048 bits", .met(["weak and foreign keys are refused"])),
        Requirement(
            "SDP-MD07", "Elliptic curves of at least 256 bits", .met(["weak and foreign keys are refused"])),
        Requirement(
            "SDP-MD08", "At least one signing certificate",
            .met([
                "what our metadata says is enough for a service provider to verify an answer",
                "at each step of a planned change the key that signs is published, and no sign-on fails",
                "test_a_planned_change_of_the_signing_key_fails_no_sign_on",
            ])),
        Requirement(
            "SDP-MD09", "mdui DisplayName and Logo",
            .notYet("DisplayName is there; the logo comes with the site's own image")),
        Requirement("SDP-MD10", "The logo is https or a data URI", .notYet("with the site's own image")),
        Requirement(
            "SDP-MD11", "A technical contact",
            .met(["the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)"])),
        Requirement(
            "SDP-MD12", "errorURL is an https page",
            .met(["the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)"])),
        Requirement(
            "SDP-ALG01", "SHA-256, RSA or ECDSA, AES-GCM, rsa-oaep-mgf1p with SHA-1",
            .met([
                "AES-256-GCM and rsa-oaep-mgf1p with SHA-1 unless others are declared (IIP-ALG04, IIP-ALG06, SDP-ALG01)"
            ])),
        Requirement(
            "SDP-IDP01", "The Web Browser SSO profile",
            .met(["test_shibboleth_of_the_deployment_profile", "test_pysaml2_decrypts_with_xmlsec1"])),
        Requirement(
            "SDP-IDP02", "AuthnRequest by HTTP-Redirect",
            .met(["a signed query is answered, by RSA and by EC, with any key of the record"])),
        Requirement("SDP-IDP03", "Its endpoint is under TLS", .site("TLS ends at the reverse proxy")),
        Requirement(
            "SDP-IDP04", "Unsigned requests are accepted unless the metadata says AuthnRequestsSigned",
            .met(["an unsigned request is refused where metadata or operator demand a signature"])),
        Requirement(
            "SDP-IDP05", "A present signature must verify",
            .met(["a signature by another key is refused, demanded or not"])),
        Requirement(
            "SDP-IDP06", "The consumer is one of the metadata, the default one if none is named",
            .met([
                "the consumer is chosen by index, by address, or is the default one",
                "a consumer that is not registered, byte for byte, is never answered",
            ])),
        Requirement(
            "SDP-IDP07", "ForceAuthn is real, with a fresh AuthnInstant",
            .met([
                "ForceAuthn wants a password typed after the request came",
                "test_force_authn_asks_for_the_password_again",
            ])),
        Requirement(
            "SDP-IDP08", "Responses by HTTP-POST",
            .met(["a signed-in person gets a signed assertion that says exactly who they are"])),
        Requirement(
            "SDP-IDP09", "The Response itself is signed",
            .met([
                "what the service provider is set to get signed is signed",
                "nobody can turn the signature around a ciphertext off",
            ])),
        Requirement(
            "SDP-IDP10", "One assertion, one AuthnStatement, at most one AttributeStatement",
            .met(["a signed-in person gets a signed assertion that says exactly who they are"])),
        Requirement(
            "SDP-IDP11", "The assertion is encrypted, with nothing encrypted inside",
            .met([
                "an assertion is signed, encrypted, and the Response around it signed (IIP-IDP09, SDP-IDP09, SDP-IDP11)",
                "each service provider's assertions are encrypted as its preset or its operator says",
            ])),
        Requirement(
            "SDP-IDP12", "A transient NameID, for logout",
            .met([
                "a transient NameID stays for the session and no longer", "test_shibboleth_of_the_deployment_profile",
            ])),
        Requirement(
            "SDP-IDP13", "subject-id or pairwise-id",
            .met(["the subject identifier that is signalled is sent (SDP-IDP13, SDP-IDP15, SDP-IDP16)"])),
        Requirement(
            "SDP-IDP14", "shibmd:Scope in metadata, no regular expression",
            .met([
                "the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)",
                "test_shibboleth_of_the_deployment_profile",
            ])),
        Requirement(
            "SDP-IDP15", "The signalled identifier is honoured",
            .met([
                "the subject identifier that is signalled is sent (SDP-IDP13, SDP-IDP15, SDP-IDP16)",
                "test_pysaml2_signals_the_identifier_that_it_wants",
            ])),
        Requirement(
            "SDP-IDP16", "It may be left out, or an error told, when it cannot be sent",
            .met(["the subject identifier that is signalled is sent (SDP-IDP13, SDP-IDP15, SDP-IDP16)"])),
        Requirement(
            "SDP-IDP17", "Unsignalled, either may be sent",
            .met(["test_pysaml2_decrypts_with_xmlsec1"])),
        Requirement(
            "SDP-IDP18", "Attribute names are URIs",
            .met(["saml2int sends URI names with friendly ones"])),
        Requirement(
            "SDP-IDP19", "Values are simple strings",
            .met(["no xsi type and no declaration of a schema stands in what we write"])),
        Requirement(
            "SDP-IDP20", "Several values are several AttributeValues",
            .met(["classic sends short names, this application's roles by their values, nothing else"])),
        Requirement(
            "SDP-IDP21", "Single Logout: the session ends on a request or an act of an administrator",
            .met([
                "a service provider ends the session of its person, and gets Success with its RelayState",
                "whatever ends a session or a person's last right tells the service providers",
            ])),
        Requirement(
            "SDP-IDP22", "The person may be offered to keep the session",
            .deviation(
                "a logout ends the session here at once: on shared workstations an offer would leave it open",
                ["a service provider ends the session of its person, and gets Success with its RelayState"])),
        Requirement(
            "SDP-IDP23", "The logout may be propagated",
            .met(["signing out tells each service provider from server to server, and the page says so"])),
        Requirement(
            "SDP-IDP24", "Propagated LogoutRequests by HTTP-Redirect",
            .deviation(
                "by SOAP where the metadata has it, since browsers keep third-party cookies away; by HTTP-Redirect elsewhere",
                ["a service provider that only a browser reaches is asked through it, once"])),
        Requirement(
            "SDP-IDP25", "LogoutRequests are received by HTTP-Redirect",
            .met(["a service provider ends the session of its person, and gets Success with its RelayState"])),
        Requirement(
            "SDP-IDP26", "LogoutRequests are signed",
            .met([
                "a service provider that only a browser reaches is asked through it, once",
                "a LogoutRequest that is unsigned, altered, late, early, misdirected or used ends nothing",
            ])),
        Requirement(
            "SDP-IDP27", "Their NameID is not encrypted",
            .met(["signing out tells each service provider from server to server, and the page says so"])),
        Requirement(
            "SDP-IDP28", "LogoutResponses are sent by HTTP-Redirect",
            .met(["a service provider ends the session of its person, and gets Success with its RelayState"])),
        Requirement(
            "SDP-IDP29", "LogoutResponses are received by HTTP-Redirect",
            .met(["a service provider that only a browser reaches is asked through it, once"])),
        Requirement(
            "SDP-IDP30", "LogoutResponses are signed",
            .met([
                "a service provider ends the session of its person, and gets Success with its RelayState",
                "an answer that is unsigned, another's or of nothing is refused (LogoutResponse stripping)",
            ])),
        Requirement(
            "SDP-IDP31", "Their status is the truth",
            .met(["PartialLogout is said when another application did not end, after the person has seen which"])),
        Requirement(
            "SDP-IDP32", "Several signing certificates of a service provider",
            .met(["a signed query is answered, by RSA and by EC, with any key of the record"])),
        Requirement(
            "SDP-IDP33", "Metadata names endpoints, key, errorURL, mdui, Scope and contact",
            .met(["the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)"])),
    ]
}
