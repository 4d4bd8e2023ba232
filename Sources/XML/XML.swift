internal import CXMLSec
func probe() -> Int32 { unsafe xmlSecInit() }
