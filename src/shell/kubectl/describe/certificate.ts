/** Requests for certificates. */
import { decodeTextBase64 } from '../../../base/base64';
import { humanDuration } from '../../../base/time';
import { parseCertificateRequest } from '../../../kinds/certificates/certificateRequest';
import {
  type CertificateSigningRequest,
  signingRequestState,
} from '../../../kinds/certificates/certificateSigningRequest';
import { formatLabels } from '../../../kinds/selector';
import { CommandError } from '../errors';
import { longTime } from './containers';
import type { Describer, DescribeWriter } from './describer';

export const certificateSigningRequestDescriber: Describer<CertificateSigningRequest> = {
  kind: 'certificates.k8s.io/CertificateSigningRequest',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, request) {
    const { metadata, spec } = request;
    const parsed = parseCertificateRequest(decodeTextBase64(spec.request) ?? '');
    if (typeof parsed === 'string') throw new CommandError(`Error parsing CSR: ${parsed}`);
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Labels:\t${formatLabels(metadata.labels)}`);
    out.line(0, `Annotations:\t${formatLabels(metadata.annotations)}`);
    out.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
    out.line(0, `Requesting User:\t${spec.username ?? ''}`);
    if (spec.signerName) out.line(0, `Signer:\t${spec.signerName}`);
    if (spec.expirationSeconds !== undefined) {
      out.line(0, `Requested Duration:\t${humanDuration(spec.expirationSeconds * 1000)}`);
    }
    out.line(0, `Status:\t${signingRequestState(request)}`);
    out.line(0, 'Subject:');
    out.line(0, `\tCommon Name:\t${parsed.commonName}`);
    out.line(0, `\tSerial Number:\t${parsed.serialNumber}`);
    for (const part of PARTS) writeList(out, part, parsed.parts[part] ?? []);
    const { dnsNames, emailAddresses, uris, addresses } = parsed;
    if (dnsNames.length + emailAddresses.length + uris.length + addresses.length === 0) return;
    out.line(0, 'Subject Alternative Names:');
    writeList(out, 'DNS Names', dnsNames);
    writeList(out, 'Email Addresses', emailAddresses);
    writeList(out, 'URIs', uris);
    writeList(out, 'IP Addresses', addresses);
  },
};

const PARTS = [
  'Organization',
  'Organizational Unit',
  'Country',
  'Locality',
  'Province',
  'StreetAddress',
  'PostalCode',
] as const;

function writeList(out: DescribeWriter, name: string, values: readonly string[]): void {
  if (values.length > 0) out.line(0, `\t${name}:\t${values.join('\n\t\t')}`);
}
