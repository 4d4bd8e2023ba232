internal import CZlib
func probe() -> UInt { zlibCompileFlags() }
