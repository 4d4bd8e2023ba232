// DemonstrationSP
