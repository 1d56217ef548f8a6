/** What pods get as the cluster's root certificate. */
export const ROOT_CERTIFICATE = `-----BEGIN CERTIFICATE-----
VGhpcyBpcyB0aGUgY2VydGlmaWNhdGUgb2YgYSBzaW11bGF0ZWQgY2x1c3Rlcjog
aXQgc2lnbnMgbm90aGluZyBhbmQgcHJvdGVjdHMgbm90aGluZy4=
-----END CERTIFICATE-----
`;
