extension Requirement {
    /// Kantara Initiative, SAML V2.0 Implementation Profile for Federation Interoperability 1.1.
    static let implementationProfile = [
        Requirement(
            "IIP-G01", "Clock skew is tolerated on every time, 3 to 5 minutes",
            .met(["clocks may differ by the skew that is forgiven, and no more"])),
        Requirement(
            "IIP-G02", "Any XML string up to 256 characters, without truncation",
            .met([
                "what we write has at most 256 characters that XML can carry (IIP-G02)",
                "what we read may be longer than what we write (IIP-G02)",
            ])),
        Requirement(
            "IIP-G03", "No DTD is sent, messages with one can be rejected",
            .met([
                "bytes that are no plain message are refused",
                "no xsi type and no declaration of a schema stands in what we write",
            ])),
        Requirement(
            "IIP-MD01", "Metadata of one entity is fetched by MDQ, on demand",
            .notYet("with the federation extras; until then metadata comes from URLs, on a schedule, and from files")),
        Requirement(
            "IIP-MD02", "Metadata is fetched on a schedule and applied",
            .deviation(
                "of at most 4 MiB and 20,000 elements, one source for each service provider: large aggregates of "
                    + "federations come with the federation extras",
                [
                    "a signed document counts at once, and a key that it removes no more (IIP-MD02, SDP-MD01)",
                    "redirects are followed to https, a few times, and never to a private address",
                    "the worker asks what is due, and ends when it is told",
                    "test_a_key_that_shibboleth_changes_is_followed_and_the_old_one_counts_no_more",
                ])),
        Requirement(
            "IIP-MD03", "A metadata signature is verified with a key set out of band",
            .met([
                "a signed document counts at once, and a key that it removes no more (IIP-MD02, SDP-MD01)",
                "a document that fails a check changes nothing, says why, and is told once (IIP-MD04, SDP-MD03)",
                "test_documents_of_others_and_of_before_change_nothing",
            ])),
        Requirement(
            "IIP-MD04", "Metadata can be rejected for its validUntil",
            .met([
                "a document that fails a check changes nothing, says why, and is told once (IIP-MD04, SDP-MD03)",
                "metadata is used no longer than it says, and that is told before",
            ])),
        Requirement(
            "IIP-MD05", "SAML metadata with entity attributes, algorithm support and MDUI",
            .met([
                "Shibboleth's metadata is read", "mod_auth_mellon, Keycloak, Spring and ruby-saml are read",
                "a service provider whose key comes without a certificate signs on",
                "our metadata is valid, as identity provider and as service provider",
            ])),
        Requirement(
            "IIP-MD06", "Metadata alone is enough to interoperate",
            .met([
                "a service provider that is known by its metadata alone signs on (IIP-MD06)",
                "what our metadata says is enough for a service provider to verify an answer",
            ])),
        Requirement(
            "IIP-MD07", "Any number of signing keys, each tried",
            .met(["a signed query is answered, by RSA and by EC, with any key of the record"])),
        Requirement(
            "IIP-MD08", "Any number of encryption keys, any of them used",
            .met(["any one of several keys is used, one that cannot be is passed over (IIP-MD08, IIP-MD12)"])),
        Requirement(
            "IIP-MD09", "Own algorithms are published",
            .met(["the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)"])),
        Requirement(
            "IIP-MD10", "Only algorithms that the peer declares are used",
            .met([
                "only what is declared with the key is used, the best of it (IIP-MD10)",
                "what is sent is signed by an algorithm that is declared, or not sent (IIP-MD10)",
            ])),
        Requirement(
            "IIP-MD11", "A KeyDescriptor without use is for both",
            .met([
                "a KeyDescriptor without use is for encryption too, with its methods (IIP-MD11)",
                "pysaml2's metadata is read, its key without use counts for both (IIP-MD11)",
            ])),
        Requirement(
            "IIP-MD12", "Certificates are containers of keys",
            .met([
                "an expired certificate still vouches: it is a container for a key (IIP-MD12)",
                "any one of several keys is used, one that cannot be is passed over (IIP-MD08, IIP-MD12)",
            ])),
        Requirement(
            "IIP-SSO01", "The Web Browser SSO profile with errata",
            .met([
                "a signed-in person gets a signed assertion that says exactly who they are",
                "our Responses are valid by the schemas of OASIS",
                "test_pysaml2_takes_what_answers_a_signed_redirect",
            ])),
        Requirement(
            "IIP-SSO02", "AuthnRequest by HTTP-Redirect and HTTP-POST",
            .met([
                "a signed query is answered, by RSA and by EC, with any key of the record",
                "a signed POST is answered", "test_unsigned_requests_are_served",
            ])),
        Requirement(
            "IIP-SSO03", "Responses and errors by HTTP-POST",
            .met([
                "a signed-in person gets a signed assertion that says exactly who they are",
                "IsPassive is answered at once, or the service provider is told NoPassive",
            ])),
        Requirement(
            "IIP-SSO04", "The Assertion, the Response or both are signed",
            .met(["what the service provider is set to get signed is signed"])),
        Requirement(
            "IIP-SSO05", "Persistent and transient NameIDs",
            .met([
                "a persistent NameID is opaque, pairwise, and the same in every session",
                "a transient NameID stays for the session and no longer",
            ])),
        Requirement(
            "IIP-SSO06", "Settings of a peer come from its metadata",
            .met(["a service provider that is known by its metadata alone signs on (IIP-MD06)"])),
        Requirement(
            "IIP-SSO07", "Optional content is processed or ignored as Core says",
            .met([
                "a request that names its subject gets that very person, or UnknownPrincipal (IIP-SSO07)",
                "Scoping is met when we are among the identity providers it deems suitable, else NoSupportedIDP",
            ])),
        Requirement(
            "IIP-EXT01", "Unknown extensions never break anything",
            .met([
                "Extensions, ProviderName, Scoping and Conditions of a request are passed over (IIP-EXT01)",
                "attributes of foreign namespaces are passed over (IIP-EXT01)",
                "unknown content of RequestedAuthnContext and Scoping is passed over (IIP-EXT01)",
            ])),
        Requirement(
            "IIP-ALG01", "SHA-256 digests", .met(["the xmlsec1 tool verifies what we sign"])),
        Requirement(
            "IIP-ALG02", "RSA with SHA-256",
            .met(["the xmlsec1 tool verifies what we sign", "every accepted algorithm verifies what our signer made"])),
        Requirement(
            "IIP-ALG03", "ECDSA with SHA-256 (should)",
            .met(["an EC key signs with ECDSA, and an algorithm of its kind may be chosen"])),
        Requirement(
            "IIP-ALG04", "AES-128-GCM and AES-256-GCM",
            .met([
                "the xmlsec1 tool decrypts what we encrypt (IIP-ALG04, IIP-ALG06)", "test_shibboleth_decrypts",
                "what our metadata declares to decrypt is what is decrypted (IIP-ALG04, IIP-ALG06)",
            ])),
        Requirement(
            "IIP-ALG05", "AES-CBC may be there, with a warning",
            .met(["AES-CBC is for those who declare nothing better, and is told to the log (IIP-ALG05)"])),
        Requirement(
            "IIP-ALG06", "rsa-oaep-mgf1p and xmlenc11 rsa-oaep, digests SHA-1 and SHA-256",
            .met([
                "a content key travels both ways between us and the openssl tool",
                "AES-256-GCM and rsa-oaep-mgf1p with SHA-1 unless others are declared (IIP-ALG04, IIP-ALG06, SDP-ALG01)",
                "test_shibboleth_decrypts_a_key_that_travels_by_xmlenc11_rsa_oaep",
            ])),
        Requirement(
            "IIP-ALG07", "TLS by current best practice",
            .site("TLS ends at the reverse proxy: Documentation/nginx.conf.sample")),
        Requirement(
            "IIP-ALG08", "Algorithms can be banned; MD5 and RSA 1.5 are",
            .met([
                "an algorithm that the operator banned is not used, whatever is declared (IIP-ALG08)",
                "a request signed by a banned algorithm is refused (IIP-ALG08)",
                "a signature with SHA-1 or none is refused, not skipped",
            ])),
        Requirement(
            "IIP-IDP01", "Attributes of any Name and NameFormat",
            .met(["attributes that metadata and operator remap go out under their names and formats"])),
        Requirement(
            "IIP-IDP02", "Release is decided for each service provider",
            .met([
                "attributes that metadata and operator remap go out under their names and formats",
                "a service provider may be sent no attribute at all",
            ])),
        Requirement(
            "IIP-IDP03", "Release is decided by entity attributes",
            .notYet("entity categories come with the federation extras; subject-id:req is honoured")),
        Requirement(
            "IIP-IDP04", "Release is decided by RequestedAttribute, AttributeConsumingServiceIndex honoured",
            .met([
                "AttributeConsumingServiceIndex chooses the attributes that are sent (IIP-IDP04)",
                "what is sent may be bound to what the metadata has requested, or required (IIP-IDP04)",
            ])),
        Requirement(
            "IIP-IDP05", "Errors are told as status codes",
            .met([
                "a format that we do not make is told InvalidNameIDPolicy, before anybody signs in",
                "IsPassive without a right, or during maintenance, is told RequestDenied and shows nothing",
            ])),
        Requirement(
            "IIP-IDP06", "ForceAuthn",
            .met(["ForceAuthn wants a password typed after the request came"])),
        Requirement(
            "IIP-IDP07", "IsPassive",
            .met(["IsPassive is answered at once, or the service provider is told NoPassive"])),
        Requirement(
            "IIP-IDP08", "RequestedAuthnContext, exact",
            .met([
                "RequestedAuthnContext is met as its comparison says, or the service provider is told NoAuthnContext"
            ])),
        Requirement(
            "IIP-IDP09", "Assertions are encrypted",
            .met([
                "an assertion is signed, encrypted, and the Response around it signed (IIP-IDP09, SDP-IDP09, SDP-IDP11)",
                "NameIDPolicy encrypted gets an EncryptedID that only the service provider reads",
                "test_pysaml2_decrypts_with_xmlsec1",
            ])),
        Requirement(
            "IIP-IDP10", "NameIDPolicy",
            .met([
                "the NameID has the format asked for",
                "AllowCreate false gets the persistent name that is there, and none is made (SAML Core §3.4.1.1)",
                "a name is made for the service provider that asks, not for another (SPNameQualifier)",
            ])),
        Requirement(
            "IIP-IDP11", "Assertions without NameID",
            .met(["an assertion may come without any NameID (IIP-IDP11)"])),
        Requirement(
            "IIP-IDP12", "AssertionConsumerServiceURL, ProtocolBinding, AssertionConsumerServiceIndex",
            .met([
                "the consumer is chosen by index, by address, or is the default one",
                "a consumer that is not registered, byte for byte, is never answered",
                "ProtocolBinding and address choose between artifact and POST (IIP-IDP12)",
            ])),
        Requirement("IIP-IDP13", "ECP with channel bindings", .notYet("ECP comes with the federation extras")),
        Requirement("IIP-IDP14", "HTTP Basic authentication for ECP", .notYet("ECP comes with the federation extras")),
        Requirement("IIP-IDP15", "A random key for SAML-EC", .notYet("ECP comes with the federation extras")),
        Requirement("IIP-IDP16", "ECP settings from metadata", .notYet("ECP comes with the federation extras")),
        Requirement(
            "IIP-IDP17", "Single Logout with asynchronous requests",
            .met([
                "a service provider ends the session of its person, and gets Success with its RelayState",
                "an asynchronous logout gets no answer but the page",
            ])),
        Requirement(
            "IIP-IDP18", "HTTP-Redirect for logout",
            .met(["a service provider ends the session of its person, and gets Success with its RelayState"])),
        Requirement(
            "IIP-IDP19", "EncryptedID in a LogoutRequest, several keys tried",
            .met([
                "an encrypted name ends the session, by the key in use and by the one before (IIP-IDP19)",
                "test_shibboleth_logs_out_with_an_encrypted_name",
                "test_a_name_that_xmlsec1_encrypted_ends_the_session",
            ])),
        Requirement(
            "IIP-IDP20", "Logout settings from metadata",
            .met([
                "signing out tells each service provider from server to server, and the page says so",
                "a service provider that only a browser reaches is asked through it, once",
            ])),
        Requirement(
            "IIP-IDP21", "Persistent identities do not differ by case alone",
            .met(["a persistent NameID is opaque, pairwise, and the same in every session"])),
    ]
}
