"""The product in a real browser, as it is in production."""
