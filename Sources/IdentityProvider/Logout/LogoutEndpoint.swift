import Directory
import SAML

/// The ways to reach a service provider about a logout, by its metadata (IIP-IDP20).
extension ServiceProviderSettings {
    /// Where it takes requests from server to server.
    var logoutBySOAP: String? { singleLogoutServices.first { $0.binding == Binding.soap.rawValue }?.location }

    /// Where it takes messages through the person's browser: HTTP-Redirect, else HTTP-POST.
    var logoutByBrowser: SingleLogoutService? {
        singleLogoutServices.first { $0.binding == Binding.httpRedirect.rawValue }
            ?? singleLogoutServices.first { $0.binding == Binding.httpPOST.rawValue }
    }
}

extension ServiceProviderSettings.SingleLogoutService {
    var isRedirect: Bool { binding == Binding.httpRedirect.rawValue }
    /// Where answers go.
    var answersAt: String { responseLocation ?? location }
}
