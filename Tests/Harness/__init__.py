"""What the interoperability and browser tests share: the product, its peers and the people who use them."""
