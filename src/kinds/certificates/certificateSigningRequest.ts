import type * as certificates from 'kubernetes-types/certificates/v1';
import { humanDuration } from '../../base/time';
import { ageColumn, nameColumn } from '../ageColumn';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { validateSigningRequest } from './validateSigningRequest';

export interface CertificateSigningRequest extends ClusterObject {
  spec: certificates.CertificateSigningRequestSpec;
  status?: certificates.CertificateSigningRequestStatus;
}

/** What became of a request: `Approved,Issued`. */
export function signingRequestState({ status }: CertificateSigningRequest): string {
  const has = (type: string) => status?.conditions?.some((condition) => condition.type === type) === true;
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return [decision, ...(has('Failed') ? ['Failed'] : []), ...(status?.certificate ? ['Issued'] : [])].join(',');
}

export const certificateSigningRequestKind = defineKind<CertificateSigningRequest>({
  group: 'certificates.k8s.io',
  version: 'v1',
  kind: 'CertificateSigningRequest',
  plural: 'certificatesigningrequests',
  namespaced: false,
  schema: 'io.k8s.api.certificates.v1.CertificateSigningRequest',
  shortNames: ['csr'],
  hasStatus: true,
  subresources: [{ name: 'approval', kind: 'CertificateSigningRequest', verbs: ['get', 'patch', 'update'] }],
  setDefaults(request) {
    request.spec ??= {} as CertificateSigningRequest['spec'];
  },
  prepareForCreate(request) {
    request.status = {};
  },
  prepareForUpdate(request, old) {
    request.spec = old.spec;
    request.status = old.status ?? {};
  },
  validate: validateSigningRequest,
  nameRule: 'path-segment',
  selectableFields: { 'spec.signerName': ({ spec }) => spec.signerName },
  columns: [
    nameColumn,
    ageColumn,
    { name: 'SignerName', type: 'string', description: 'Who is to sign', value: ({ spec }) => spec.signerName },
    { name: 'Requestor', type: 'string', description: 'Who asks', value: ({ spec }) => spec.username ?? '' },
    {
      name: 'RequestedDuration',
      type: 'string',
      description: 'How long the certificate should hold',
      value: ({ spec: { expirationSeconds } }) =>
        expirationSeconds === undefined ? '<none>' : humanDuration(expirationSeconds * 1000),
    },
    { name: 'Condition', type: 'string', description: 'What became of it', value: signingRequestState },
  ],
});
