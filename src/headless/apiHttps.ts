/** The engine's API server behind TLS: who asks is told by a bearer token or a certificate of the cluster's authority. */
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { formatTime } from '../base/time';
import { ANONYMOUS, type Caller, type World } from '../engine';
import { derName, issueCertificate } from '../kinds/certificates/certificate';
import { clusterAuthority, ROOT_CERTIFICATE } from '../kinds/certificates/clusterAuthority';
import { answerRequests } from './apiHttp';

const YEAR = 365 * 24 * 3_600_000;
const UNKNOWN: Caller = { ...ANONYMOUS, actor: 'kubectl' };

/** What the server proves itself with: PEM texts, the certificate followed by the authority's. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Serves the world's API on this machine's names. Whoever calls this also pumps the world's clock. */
export function createApiHttps(world: World, identity = serverIdentity(world.clock.now)): Server {
  // Whose certificate isn't trusted is told so by the API, as those are whose token isn't.
  const server = createServer({ ...identity, ca: ROOT_CERTIFICATE, requestCert: true, rejectUnauthorized: false });
  answerRequests(server, world, callerOf);
  return server;
}

/** A new key, and a certificate for it that is good for a year before and after this moment. */
export function serverIdentity(now: number): ServerIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cert = issueCertificate(
    {
      serialNumber: '01',
      subject: derName({ CN: 'kube-apiserver' }),
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      notBefore: formatTime(now - YEAR),
      notAfter: formatTime(now + YEAR),
      usages: ['digital signature', 'key encipherment', 'server auth'],
      dnsNames: ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
      addresses: ['127.0.0.1'],
    },
    clusterAuthority,
  );
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: cert + ROOT_CERTIFICATE };
}

function callerOf(incoming: IncomingMessage): Caller | undefined {
  const socket = incoming.socket as TLSSocket;
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  if (subject === undefined) return UNKNOWN;
  if (!socket.authorized) return undefined;
  return {
    user: [subject.CN ?? []].flat().join(),
    groups: [...[subject.O ?? []].flat(), 'system:authenticated'],
    extra: {
      'authentication.kubernetes.io/credential-id': [`X509SHA256=${fingerprint256.replaceAll(':', '').toLowerCase()}`],
    },
    actor: 'kubectl',
  };
}
