import HTTP
import SAML

// SAML and HTTP both have a Response and a Status. In this module the bare words are HTTP's.
typealias Response = HTTP.Response
typealias Status = HTTP.Status
