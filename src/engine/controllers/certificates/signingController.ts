import { decodeTextBase64, encodeTextBase64 } from '../../../base/base64';
import { sha256 } from '../../../base/sha256';
import { formatTime } from '../../../base/time';
import { issueCertificate } from '../../../kinds/certificates/certificate';
import { type CertificateRequest, parseCertificateRequest } from '../../../kinds/certificates/certificateRequest';
import {
  type CertificateSigningRequest,
  certificateSigningRequestKind,
} from '../../../kinds/certificates/certificateSigningRequest';
import { clusterAuthority } from '../../../kinds/certificates/clusterAuthority';
import type { ControllerContext, ControllerDefinition, Outcome } from '../controller';

const DAY = 24 * 60 * 60;
const YEAR = 365 * DAY;
const CLIENT = 'kubernetes.io/kube-apiserver-client';
const NODE_CLIENT = 'kubernetes.io/kube-apiserver-client-kubelet';
const NODE_SERVING = 'kubernetes.io/kubelet-serving';
const FOR_KEYS = ['key encipherment', 'digital signature'];

/** What certificates of each of the cluster's own signers may be used for; the last one cannot be missing. */
const USAGES: Readonly<Record<string, readonly string[]>> = {
  [CLIENT]: [...FOR_KEYS, 'client auth'],
  [NODE_CLIENT]: [...FOR_KEYS, 'client auth'],
  [NODE_SERVING]: [...FOR_KEYS, 'server auth'],
};

/**
 * Signs what was approved, as the cluster's own signers do. Simplified: within the simulated cluster nobody verifies
 * certificates; the API server takes clients by the text before the certificate.
 */
export const certificateSigningController: ControllerDefinition = {
  name: 'certificatesigningrequest-signing-controller',
  account: 'certificate-controller',
  create(context) {
    const enqueue = ({ metadata }: CertificateSigningRequest) => context.enqueue(metadata.name);
    context.watch(certificateSigningRequestKind, { onAdd: enqueue, onUpdate: (_, request) => enqueue(request) });
    return { reconcile: (name) => sign(context, name) };
  },
};

function sign(context: ControllerContext, name: string): Outcome {
  const request = context.informer(certificateSigningRequestKind).get(name);
  if (request === undefined || USAGES[request.spec.signerName] === undefined) return 'done';
  const conditions = request.status?.conditions ?? [];
  const has = (type: string) => conditions.some((condition) => condition.type === type);
  if (!has('Approved') || has('Denied') || has('Failed') || request.status?.certificate) return 'done';
  const parsed = parseCertificateRequest(decodeTextBase64(request.spec.request) ?? '');
  const refusal = typeof parsed === 'string' ? parsed : refusalOf(request, parsed);
  const now = formatTime(context.clock.now);
  const status =
    refusal === undefined && typeof parsed !== 'string'
      ? { ...request.status, certificate: encodeTextBase64(certificateText(request, parsed, context.clock.now)) }
      : {
          ...request.status,
          conditions: [
            ...conditions,
            {
              type: 'Failed',
              status: 'True',
              reason: 'SignerValidationFailure',
              message: refusal ?? '',
              lastUpdateTime: now,
              lastTransitionTime: now,
            },
          ],
        };
  const updated = context.client.updateStatus(certificateSigningRequestKind, { ...request, status });
  return updated.ok || updated.error.reason === 'NotFound' ? 'done' : 'retry';
}

/** Why this signer does not sign such a request. */
function refusalOf({ spec }: CertificateSigningRequest, request: CertificateRequest): string | undefined {
  const { signerName, usages = [] } = spec;
  const known = USAGES[signerName] ?? [];
  const needed = known[known.length - 1] ?? '';
  if (!usages.includes(needed) || usages.some((usage) => !known.includes(usage))) {
    return `invalid usages for ${signerName === CLIENT ? 'client' : 'kubelet'} certificate: ${JSON.stringify(usages)}`;
  }
  if (signerName === CLIENT) return undefined;
  if (request.parts['Organization']?.join() !== 'system:nodes') return 'organization of subject is not system:nodes';
  if (!request.commonName.startsWith('system:node:'))
    return 'subject common name does not begin with system:node: prefix';
  return undefined;
}

/** As PEM, after lines that say in words whom it is for: clients are taken by those. */
function certificateText(
  { spec, metadata }: CertificateSigningRequest,
  request: CertificateRequest,
  now: number,
): string {
  const organizations = (request.parts['Organization'] ?? []).map((organization) => `O=${organization}`);
  const subject = [...organizations, `CN=${request.commonName}`].join(', ');
  const seconds = Math.min(spec.expirationSeconds ?? YEAR, YEAR);
  const notBefore = formatTime(now - 5 * 60_000);
  const notAfter = formatTime(now + seconds * 1000);
  const serialNumber = `0${sha256(metadata.uid ?? '').slice(0, 31)}`;
  const content = { ...request, serialNumber, notBefore, notAfter, usages: spec.usages ?? [] };
  return `Issuer: CN=${clusterAuthority.commonName}
Not Before: ${notBefore}
Not After: ${notAfter}
Subject: ${subject}
${issueCertificate(content, clusterAuthority)}`;
}
