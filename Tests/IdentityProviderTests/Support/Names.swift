import HTTP

// SAML has a Response and a Status too; here, as in the module itself, the bare words are HTTP's.
typealias Response = HTTP.Response
typealias Status = HTTP.Status
