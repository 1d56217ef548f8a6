import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { signRsaSha256 } from '../../base/rsa';
import { encodeUtf8 } from '../../base/utf8';
import { derName, issueCertificate } from './certificate';
import { clusterAuthority, ROOT_CERTIFICATE } from './clusterAuthority';

const root = new X509Certificate(ROOT_CERTIFICATE);

it('signs so that others can verify it, and the same text the same way', () => {
  const text = encodeUtf8('whoever holds this');
  const signature = signRsaSha256(text, clusterAuthority);
  expect([text, encodeUtf8('another')].map((one) => verify('sha256', one, root.publicKey, signature))).toEqual([
    true,
    false,
  ]);
  expect(signRsaSha256(text, clusterAuthority)).toEqual(signature);
});

it('has an authority that is its own issuer', () => {
  expect([root.subject, root.ca, root.validFrom, root.validTo, root.verify(root.publicKey)]).toEqual([
    'CN=kubernetes',
    true,
    'Jan  1 00:00:00 2020 GMT',
    'Jan  1 00:00:00 2120 GMT',
    true,
  ]);
});

it.each([
  ['2049-12-31T23:59:59Z', 'Dec 31 23:59:59 2049 GMT'],
  ['2050-01-01T00:00:00Z', 'Jan  1 00:00:00 2050 GMT'],
])('issues certificates that others can read, until %s', (notAfter, validTo) => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = new X509Certificate(
    issueCertificate(
      {
        serialNumber: '00ab12',
        subject: derName({ O: 'dev', CN: 'ann\u00e9' }),
        publicKey: key.publicKey.export({ type: 'spki', format: 'der' }),
        notBefore: '2026-01-01T00:00:00Z',
        notAfter,
        usages: ['digital signature', 'key encipherment', 'client auth', 'server auth'],
        dnsNames: ['localhost'],
        addresses: ['127.0.0.1'],
        emailAddresses: ['anna@example.com'],
        uris: ['spiffe://example.com/anna'],
      },
      clusterAuthority,
    ),
  );
  expect({
    subject: certificate.subject,
    issuer: certificate.issuer,
    serial: certificate.serialNumber,
    names: certificate.subjectAltName,
    purposes: certificate.keyUsage,
    ca: certificate.ca,
    from: certificate.validFrom,
    to: certificate.validTo,
    keys: certificate.checkPrivateKey(key.privateKey),
    issued: certificate.checkIssued(root),
    signed: certificate.verify(root.publicKey),
  }).toEqual({
    subject: 'O=dev\nCN=ann\u00e9',
    issuer: 'CN=kubernetes',
    serial: 'AB12',
    names: 'DNS:localhost, email:anna@example.com, IP Address:127.0.0.1, URI:spiffe://example.com/anna',
    purposes: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1'],
    ca: false,
    from: 'Jan  1 00:00:00 2026 GMT',
    to: validTo,
    keys: true,
    issued: true,
    signed: true,
  });
});
