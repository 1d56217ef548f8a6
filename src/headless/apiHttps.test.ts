import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createWorld, profiles } from '../engine';
import { derName, issueCertificate } from '../kinds/certificates/certificate';
import { clusterAuthority, ROOT_CERTIFICATE } from '../kinds/certificates/clusterAuthority';
import { createApiHttps } from './apiHttps';

const START = Date.UTC(2026, 0, 5);
const WHO = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const REVIEW = JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' });

let close = () => {};
afterEach(() => close());

interface Wish {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly client?: { readonly key: string; readonly cert: string };
}

/** Serves a cluster; what it says is asked with the cluster's root certificate at hand. */
async function served(cluster: string): Promise<(wish: Wish) => Promise<unknown>> {
  const profile = profiles[cluster];
  if (profile === undefined) throw new Error(`there is no cluster ${cluster}`);
  const world = createWorld({ profile, seed: 1, start: START, programs: {} });
  const server = createApiHttps(world);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  const { port } = server.address() as AddressInfo;
  return ({ path, headers = {}, client = {} }) =>
    new Promise((resolve, reject) => {
      const type = { 'content-type': 'application/json' };
      const asked = { host: '127.0.0.1', port, ca: ROOT_CERTIFICATE, agent: false, headers: { ...type, ...headers } };
      const method = path === undefined ? 'POST' : 'GET';
      const call = request({ ...asked, ...client, method, path: path ?? WHO }, (response) => {
        let text = '';
        response.on('data', (data) => {
          text += data;
        });
        response.on('end', () => {
          const { status, message } = JSON.parse(text) as { status?: { userInfo?: object }; message?: string };
          resolve(status?.userInfo ?? message ?? response.statusCode);
        });
      });
      call.on('error', reject);
      call.end(path === undefined ? REVIEW : undefined);
    });
}

/** A key and a certificate for anna of dev. */
function anna(authority = clusterAuthority) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = {
    serialNumber: '02',
    subject: derName({ O: 'dev', CN: 'anna' }),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    notBefore: '2020-01-01T00:00:00Z',
    notAfter: '2119-01-01T00:00:00Z',
    usages: ['digital signature', 'client auth'],
  };
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: issueCertificate(content, authority) };
}

it('takes who comes with a certificate of the cluster for whom it names', async () => {
  const ask = await served('reference');
  // the authority's name, and another's key
  const forger = { ...clusterAuthority, privateExponent: clusterAuthority.privateExponent.replace('3', '4') };
  const client = anna();
  const id = `X509SHA256=${new X509Certificate(client.cert).fingerprint256.replaceAll(':', '').toLowerCase()}`;
  expect([await ask({ client }), await ask({ client: anna(forger) })]).toEqual([
    {
      username: 'anna',
      groups: ['dev', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [id] },
    },
    'Unauthorized',
  ]);
});

it('lets the unknown see what everybody may see, unless everybody may do everything', async () => {
  const ask = await served('reference');
  expect([await ask({ path: '/version' }), await ask({ path: '/api/v1/pods' })]).toEqual([
    200,
    'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
  ]);
  close();
  const askBare = await served('control-plane');
  const basic = { authorization: `Basic ${Buffer.from('bad:wrong').toString('base64')}` };
  expect([
    await askBare({ path: '/version' }),
    await askBare({ path: '/api/v1/pods', headers: basic }),
    await askBare({ headers: { authorization: 'Bearer admin-token' } }),
  ]).toEqual([
    'Unauthorized',
    'Unauthorized',
    { username: 'admin', groups: ['system:masters', 'system:authenticated'] },
  ]);
});
