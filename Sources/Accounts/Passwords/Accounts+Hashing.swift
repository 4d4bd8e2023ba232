import Crypto

extension Accounts {
    func hash(_ password: String) throws(AccountsError) -> String {
        do {
            return try hasher.hash(password, randomness: randomness)
        } catch {
            throw .hashing
        }
    }

    /// One hash of work whatever is stored, also for a password longer than any can be.
    func check(_ password: String, against phc: String?) throws(AccountsError) -> PasswordCheck {
        let isTooLong = password.utf8.count > PasswordHasher.maximumPasswordBytes
        do {
            return try hasher.check(isTooLong ? "" : password, against: isTooLong ? nil : phc)
        } catch {
            throw .hashing
        }
    }
}
