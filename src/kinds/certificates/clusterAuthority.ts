/**
 * The authority of the simulated cluster: what signs the certificates of its users and nodes, and what pods and clients trust.
 * Every world has the same key, for anyone to read: it protects nothing.
 */
import type { Authority } from './certificate';

/** The authority's own certificate, from 2020 to 2120. */
export const ROOT_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIC6TCCAdGgAwIBAgIBATANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDDAprdWJl
cm5ldGVzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAVMRMwEQYD
VQQDDAprdWJlcm5ldGVzMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
vxwzhdzLWaG0EKuLCM2l3a5lcoNKWNy9yIlXsw+fo4a7R81IDyjaKCEulcMqf5wD
3wS4hu+vMOS9QKO+QDXhj6DNvMWn+z0U2KVj40lEpaPN6Bet+qyuphzU6w4/FZFc
DsCRtme8OlvOcr95v5LWe9fu/+xGqKpq+yIrusV8lJVHxkrZJ5LyMu+sLKgRte1y
CdI0caki/yOTKCCQbkTtL8PRyY4YyuLx/jHRhMr/el3WdQiFkk6se1h9NI+7Tv3t
Kfh7uJNv78biJa4aRY6Yb1Hk1GQUG+h6V1e7ob4j9F8ZiBnBidGY1PNCXdFT7tZT
TF47hsXOL+NZTIQ2UIDr4wIDAQABo0IwQDAOBgNVHQ8BAf8EBAMCAqQwDwYDVR0T
AQH/BAUwAwEB/zAdBgNVHQ4EFgQU2ntpJaI9FBggGR3zpF+LMXDOqqwwDQYJKoZI
hvcNAQELBQADggEBACAm4nkKpf0VaLJdQEBscA9WBpRAo7CZJMzwa3oM6ine/uWZ
m36U5pcoywqrZyaC3mfdGzNAh2lXOo3KjheWeImbM323IZeOjQTDqrZ2Hvf2atQr
LYfUJ3bYznvaeDfk8h+QMfbn4YM4hHG9tIf+xBtpWryLITt7Xgp63wGNHUVuLLZ1
RBdNpZND1z3cTQkvs2aBwJnYjT88PM/NaSTAI8LBspaiB1UWuve0qBFTmtcCVzm0
OJZWi6xctPQgOyrTBrG5QDQsz1jU//14jyu8efukEEKVZNXnESfx7Q1qOFCHGBR1
RFkDuFTP5wLUZ4pLVyPdrZsB+fxEj2j8zMsGoiY=
-----END CERTIFICATE-----
`;

export const clusterAuthority: Authority = {
  commonName: 'kubernetes',
  keyId: 'da7b6925a23d141820191df3a45f8b3170ceaaac',
  modulus:
    'bf1c3385dccb59a1b410ab8b08cda5ddae6572834a58dcbdc88957b30f9fa386bb47cd480f28da28212e95c32a7f9c03df04b886efaf30e4' +
    'bd40a3be4035e18fa0cdbcc5a7fb3d14d8a563e34944a5a3cde817adfaacaea61cd4eb0e3f15915c0ec091b667bc3a5bce72bf79bf92d67b' +
    'd7eeffec46a8aa6afb222bbac57c949547c64ad92792f232efac2ca811b5ed7209d23471a922ff23932820906e44ed2fc3d1c98e18cae2f1' +
    'fe31d184caff7a5dd6750885924eac7b587d348fbb4efded29f87bb8936fefc6e225ae1a458e986f51e4d464141be87a5757bba1be23f45f' +
    '198819c189d198d4f3425dd153eed6534c5e3b86c5ce2fe3594c84365080ebe3',
  privateExponent:
    '036c085a25c57861e65d040d55c784e84ec69f41cd9380c45f32626120eefd591cc260e120f05cd3aa2070eb11383ebd6d0163227b693a29' +
    '6660216e772cdfd098130705cd07b924c5ea543b0e254e07fc58631028f46d9e28d7012c7ca1b0bc22c17cfa74aa10ab732b67d550c25ad7' +
    'd5da8037a55e40caf09b408834201272ffed7e4a96131aa351d466133d1c9330c73a2d18ec9810e96fe250313e9ccfdbcce99528ce28297c' +
    '9f91e0b91ea4845893e3456fae6d7092375c9e9ac2941181ba9bcbe301505f655f177fd6aabe39c10d70a7de44dca46c424eb611c5fcb359' +
    '264ceb195e15486dccd3d7289af8a7859f9b91c295884307479c262000538819',
};
