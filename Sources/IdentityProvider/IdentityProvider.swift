// IdentityProvider
