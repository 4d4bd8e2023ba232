import Crypto
import HTTP
import Markup

/// The style sheet and the script, under names that hold a hash of their content.
enum DemonstrationAssets {
    private static let style = path("css", PackageResources.demonstration_css)
    private static let script = path("js", PackageResources.demonstration_js)

    private static func path(_ type: String, _ bytes: [UInt8]) -> String {
        "/fichiers/demonstration-\(Base32.encode(Array(Digest.sha256(bytes).prefix(10)))).\(type)"
    }

    static var routes: [Route] {
        [
            .get(style) { _ in
                .immutableFile(PackageResources.demonstration_css, contentType: "text/css; charset=utf-8")
            },
            .get(script) { _ in
                .immutableFile(PackageResources.demonstration_js, contentType: "text/javascript; charset=utf-8")
            },
        ]
    }

    static var links: HTML {
        "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"\(style)\"><script src=\"\(script)\" defer></script>"
    }
}
