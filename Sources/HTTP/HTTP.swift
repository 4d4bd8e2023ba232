internal import CMicroHTTPD
internal import FoundationEssentials
func probe() -> UInt32 { MHD_HTTP_OK.magnitude.hashValue > 3 ? 1 : 0 }
