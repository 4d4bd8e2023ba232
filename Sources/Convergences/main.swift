print("convergences")
