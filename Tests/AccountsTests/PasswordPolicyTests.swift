import Testing

@testable import Accounts

@Suite struct `The password policy` {
    let policy = PasswordPolicy()
    let agent = PasswordSubject(
        texts: ["Hélène", "Lefèvre-N'Guyen", "helene.lefevre@ville-valmont.example", "Ville de Valmont"],
        holdsPowers: false)
    let referent = PasswordSubject(texts: ["Nadia", "Benslimane"], holdsPowers: true)

    @Test(arguments: [
        "tracteur lilas 7 gommes", "Rg7!pzKq2vWx", "une phrase que je retiens", "bnrtuvlkqpzx", "soleil-montagne-piano",
        "日本語のパスワードです長い", "9362057148620375",
    ])
    func `accepts what withstands guessing, of any characters`(_ password: String) {
        #expect(policy.violations(of: password, for: agent).isEmpty)
    }

    @Test func `asks twelve characters of everyone and sixteen of people with powers`() {
        #expect(policy.violations(of: "Rg7!pzKq2vW", for: agent) == [.tooShort(minimum: 12)])
        #expect(policy.violations(of: "Rg7!pzKq2vWx", for: referent) == [.tooShort(minimum: 16)])
        #expect(policy.violations(of: "Rg7!pzKq2vWxNb4u", for: referent).isEmpty)
    }

    @Test func `counts characters, not bytes`() {
        #expect(policy.violations(of: "éàùçêîôûäëï", for: agent) == [.tooShort(minimum: 12)])
    }

    @Test func `asks sixteen of digits alone`() {
        #expect(policy.violations(of: "936205714862", for: agent) == [.digitsOnly(minimum: 16)])
    }

    @Test func `bounds the length`() {
        #expect(policy.violations(of: String(repeating: "x7", count: 600), for: agent) == [.tooLong])
    }

    @Test(arguments: [
        "motdepasse2024!", "Azertyuiop12", "password1234", "P@ssw0rd2026", "Marseille13000!", "iloveyou2026!",
        "superman2025!", "administrateur", "Bienvenue2026", "m0td3p4ss3!!!",
    ])
    func `refuses what everyone tries`(_ password: String) {
        let refusals = policy.violations(of: password, for: agent)
        #expect(refusals.count == 1)
        if case .tooShort = refusals.first { Issue.record("refused for its length only") }
    }

    @Test(arguments: ["Helene.Lefevre1", "valmont-valmont", "VilleDeValmont1", "convergences2026", "Lefèvre-Hélène!"])
    func `refuses the person's, the structure's and the product's words`(_ password: String) {
        guard case .personal = policy.violations(of: password, for: agent).first else {
            Issue.record("\(password) was not refused for personal words")
            return
        }
    }

    @Test(arguments: ["aaaaaaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "12345678901234567890", "qsdfghjklmqsdf"])
    func `refuses repetitions and walks, however long`(_ password: String) {
        #expect(!policy.violations(of: password, for: agent).isEmpty)
    }

    @Test func `the deny-list holds thousands of words, all folded`() {
        #expect(CommonWords.all.count > 3000)
        #expect(CommonWords.all.allSatisfy { $0.allSatisfy { $0 > 32 && $0 < 127 } })
        for word in ["motdepasse", "azerty", "doudou", "password", "dragon"] {
            #expect(CommonWords.all.contains(Array(word.utf8)[...]))
        }
    }
}
