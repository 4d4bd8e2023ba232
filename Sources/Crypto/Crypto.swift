internal import COpenSSL
internal import CArgon2
func probe() -> Int32 { unsafe RAND_status() }
