// swift-tools-version: 6.2
// Convergences: a SAML 2.0 single sign-on gateway. No package dependencies (Documentation/Decisions/0001).
import PackageDescription

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A module of the program; `Scripts/check` holds its imports to the dependencies named here.
func module(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(name)", resources: resources, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, path: "Tests/\(name)Tests",
        exclude: [], swiftSettings: strict)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The modules whose tests are built: all, or those of `TESTS_OF=Directory,Portal swift test`, which takes a fraction of
/// the time.
let testedModules = Context.environment["TESTS_OF"]?.split(separator: ",").map { "\($0)Tests" }

let package = Package(
    name: "Convergences",
    products: [.executable(name: "convergences", targets: ["Convergences"])],
    targets: [
        // Debian's C libraries.
        system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
        system("CXMLSec", pkgConfig: "xmlsec1-openssl", apt: "libxmlsec1-dev"),
        system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        system("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        system("CArgon2", pkgConfig: "libargon2", apt: "libargon2-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        // What Linux offers and Swift's Glibc module leaves out.
        .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),

        // Threads and waiting: the only pthread code.
        module("Threads", ["CLinux"]),
        // Civil days, moments and zones, with their ISO texts.
        module("Calendar", []),
        // Private keys, certificates, digests, MACs, randomness, password hashes.
        module("Crypto", ["COpenSSL", "CArgon2", "Threads"]),
        // Bytes -> elements -> signed bytes; knows nothing of SAML.
        module("XML", ["Crypto", "CXMLSec"]),
        // The vocabulary of SAML 2.0: protocol, assertions, bindings, metadata. Decides nothing, serves nothing.
        module("SAML", ["XML", "Crypto", "Calendar", "CZlib"]),
        // Connection, statement, SQL interpolation, migrations: the only SQLite code.
        module("Database", ["CSQLite"]),
        // HTML (text escaped by type) and texts (French and English in one value).
        module("Markup", ["Calendar"]),
        // Structures, users, applications, roles, entitlements, delegation rules, attribute release, journal.
        module("Directory", ["Database", "Crypto", "Markup", "Calendar"]),
        // HTTP(S) requests and SMTP delivery as values in and out: the only libcurl code.
        module("Transfer", ["CCurl"]),
        // Messages, letters, the durable outbox and the worker that delivers it.
        module("Mail", ["Database", "Transfer", "Markup", "Calendar", "Threads"]),
        // Credentials, activation links, sign-in, throttling, sessions.
        module(
            "Accounts", ["Directory", "Mail", "Transfer", "Markup", "Database", "Crypto"],
            resources: [.embedInCode("Resources/CommonPasswords.txt")]),
        // Long work on the directory, in durable pieces: imports of lists, actions on many people.
        module("Jobs", ["Accounts", "Mail", "Directory", "Database", "Markup", "Calendar", "Threads"]),
        // Request, Response, Router, Cookie, Form; Server: the only libmicrohttpd code.
        module("HTTP", ["CMicroHTTPD", "Markup", "Calendar", "Threads"]),
        // Layout and components, shared by every module that shows a page. Crypto: form tokens, names of static files.
        module(
            "Pages", ["HTTP", "Markup", "Calendar", "Directory", "Accounts", "Crypto", "CZlib"],
            resources: [
                .embedInCode("Assets/app.css"), .embedInCode("Assets/app.js"), .embedInCode("Assets/favicon.svg"),
            ]),
        // The demonstration and test service provider.
        module(
            "DemonstrationSP", ["SAML", "XML", "Crypto", "HTTP", "Markup", "Calendar"],
            resources: [
                .embedInCode("Assets/demonstration.css"), .embedInCode("Assets/demonstration.js"),
                .embedInCode("Assets/demonstration.svg"),
            ]),
        // Answers service providers: sign-on, metadata; decides, asserts, signs.
        module(
            "IdentityProvider",
            [
                "SAML", "XML", "Crypto", "Directory", "Accounts", "Mail", "Database", "Transfer", "Threads", "Pages",
                "HTTP", "Markup",
            ]),
        // Sign-in, first visit, application list, profile, sign-out.
        module(
            "Portal", ["Accounts", "Directory", "Pages", "HTTP", "Markup", "Calendar"],
            resources: [.embedInCode("Resources/RGAA.txt")]),
        // The directory's pages: structures, users, applications and roles, journal.
        module("Administration", ["Accounts", "Directory", "Jobs", "Crypto", "Pages", "HTTP", "Markup", "Calendar"]),
        // A site on this machine: its configuration, its keys and files, the modules that stand on its database.
        module(
            "Site",
            [
                "IdentityProvider", "Jobs", "Accounts", "Mail", "Transfer", "Directory", "Database", "SAML", "Crypto",
                "Pages", "HTTP", "Markup", "CLinux",
            ]),
        // The program: command line, serving, demonstration, wiring.
        .executableTarget(
            name: "Convergences",
            dependencies: [
                "Site", "Calendar", "Crypto", "SAML", "Database", "Directory", "Transfer", "Mail", "Accounts", "Markup",
                "HTTP", "Pages", "DemonstrationSP", "IdentityProvider", "Portal", "Administration", "Jobs", "Threads",
                "CLinux",
            ],
            path: "Sources/Convergences", swiftSettings: strict),

        // A folder for a test, commands run in it, the schemas of SAML.
        .target(name: "TestFiles", path: "Tests/TestFiles", swiftSettings: strict),
        tests(of: "Threads"),
        tests(of: "Calendar"),
        tests(of: "Crypto", ["TestFiles"]),
        tests(of: "XML", ["Crypto", "TestFiles"]),
        tests(of: "SAML", ["XML", "Crypto", "Calendar", "TestFiles"]),
        tests(of: "Database", ["TestFiles"]),
        tests(of: "Directory", ["Database", "Crypto", "Markup", "Calendar", "TestFiles"]),
        tests(of: "Markup", ["Calendar"]),
        // Real SMTP and HTTP servers for the tests of the modules that speak to them.
        .target(
            name: "TestServers", dependencies: ["TestFiles"], path: "Tests/TestServers", swiftSettings: strict),
        tests(of: "Transfer", ["TestServers"]),
        tests(of: "Mail", ["Database", "Transfer", "Markup", "TestServers", "TestFiles"]),
        // The accounts and the mail of a test's site.
        .target(
            name: "TestMail",
            dependencies: ["Accounts", "Directory", "Crypto", "Mail", "Transfer", "Markup", "Database"],
            path: "Tests/TestMail", swiftSettings: strict),
        // The people and the structures that the tests of both modules of référents begin with.
        .target(name: "TestTowns", dependencies: ["Directory"], path: "Tests/TestTowns", swiftSettings: strict),
        tests(of: "Accounts", ["Directory", "Database", "Crypto", "Mail", "Markup", "TestMail", "TestFiles"]),
        tests(
            of: "Jobs", ["Accounts", "Directory", "Database", "Crypto", "Mail", "TestMail", "TestTowns", "TestFiles"]),
        tests(of: "HTTP", ["Markup"]),
        // What is checked on every page, by the tests of each module that shows pages.
        .target(name: "PageInspection", path: "Tests/PageInspection", swiftSettings: strict),
        tests(of: "Pages", ["HTTP", "Markup", "Crypto", "Directory", "PageInspection"]),
        tests(of: "DemonstrationSP", ["SAML", "XML", "Crypto", "HTTP", "TestFiles"]),
        tests(
            of: "IdentityProvider",
            [
                "SAML", "XML", "Crypto", "Directory", "Accounts", "Database", "Transfer", "Threads", "Pages", "HTTP",
                "Markup", "Calendar", "PageInspection", "Mail", "TestMail", "TestServers", "TestFiles",
            ]),
        tests(
            of: "Portal",
            [
                "Accounts", "Directory", "Database", "Crypto", "Pages", "HTTP", "Markup", "PageInspection", "Mail",
                "TestMail", "TestFiles",
            ]),
        tests(
            of: "Administration",
            [
                "Accounts", "Directory", "Jobs", "Database", "Crypto", "Pages", "HTTP", "Markup", "Calendar",
                "PageInspection",
                "Mail", "TestMail", "TestTowns", "TestFiles",
            ]),
        tests(of: "Site", ["Accounts", "Crypto", "HTTP", "Mail", "Pages", "Transfer", "TestFiles"]),
        tests(
            of: "Convergences",
            [
                "Site", "Accounts", "Crypto", "Database", "Directory", "HTTP", "Jobs", "PageInspection", "Mail",
                "TestServers", "TestFiles",
            ]),
    ].filter { $0.type != .test || testedModules?.contains($0.name) ?? true },
    swiftLanguageModes: [.v6]
)

// Only for `Scripts/fuzz`, which sets this: the parsers under libFuzzer.
if Context.environment["CONVERGENCES_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzz", dependencies: ["Crypto", "XML", "SAML", "Directory", "HTTP", "Jobs", "IdentityProvider"],
            path: "Tests/Fuzz", swiftSettings: strict))
}
