/** What is wrong with a request for a certificate. */
import { decodeBase64, decodeTextBase64 } from '../../base/base64';
import { duplicate, type FieldError, forbidden, goText, invalid, notSupported, required } from '../fieldError';
import { labelErrors, subdomainErrors } from '../names';
import { parseCertificateRequest } from './certificateRequest';
import type { CertificateSigningRequest } from './certificateSigningRequest';

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const LEGACY = 'kubernetes.io/legacy-unknown';
const CONDITIONS = 'status.conditions';
/** Conditions that are only ever true. */
const DECISIONS = ['Approved', 'Denied', 'Failed'];

export function validateSigningRequest(request: CertificateSigningRequest): FieldError[] {
  const { signerName = '', usages = [], expirationSeconds, request: encoded = '' } = request.spec;
  const parsed = parseCertificateRequest(decodeTextBase64(encoded) ?? '');
  const errors: FieldError[] = typeof parsed === 'string' ? [invalid('spec.request', goBytes(encoded), parsed)] : [];
  if (usages.length === 0) errors.push(required('spec.usages'));
  usages.forEach((usage, index) => {
    const field = `spec.usages[${index}]`;
    if (!USAGES.includes(usage)) errors.push(notSupported(field, usage, USAGES));
    if (usages.indexOf(usage) < index) errors.push(duplicate(field, usage));
  });
  if (signerName === LEGACY) {
    errors.push(invalid('spec.signerName', signerName, 'the legacy signerName is not allowed via this API version'));
  } else errors.push(...signerNameErrors('spec.signerName', signerName));
  if (expirationSeconds !== undefined && expirationSeconds < 600) {
    const detail = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalid('spec.expirationSeconds', expirationSeconds, detail));
  }
  return [...errors, ...conditionErrors(request)];
}

/** Decisions stay: they are made where `mayDecide` says so, and never taken back. */
export function validateDecisions(
  request: CertificateSigningRequest,
  old: CertificateSigningRequest,
  mayDecide: boolean,
): FieldError[] {
  const errors = [...validateSigningRequest(request)];
  for (const type of ['Approved', 'Denied', ...(mayDecide ? ['Failed'] : [])]) {
    const has = (one: CertificateSigningRequest) => (one.status?.conditions ?? []).some((other) => other.type === type);
    if (has(old) && !has(request)) {
      errors.push(forbidden(CONDITIONS, `updates may not remove a condition of type ${JSON.stringify(type)}`));
    } else if (!mayDecide && has(request) && !has(old)) {
      errors.push(forbidden(CONDITIONS, `updates may not add a condition of type ${JSON.stringify(type)}`));
    }
  }
  return errors;
}

function conditionErrors({ status }: CertificateSigningRequest): FieldError[] {
  const conditions = status?.conditions ?? [];
  const errors = conditions.flatMap(({ type, status: value = '' }, index) => {
    const field = `${CONDITIONS}[${index}]`;
    const allowed = DECISIONS.includes(type) ? ['True'] : ['True', 'False', 'Unknown'];
    return [
      ...(type ? [] : [required(`${field}.type`)]),
      ...(value === '' ? [required(`${field}.status`)] : []),
      ...(value !== '' && !allowed.includes(value) ? [notSupported(`${field}.status`, value, allowed)] : []),
      ...(conditions.findIndex((one) => one.type === type) < index ? [duplicate(`${field}.type`, type)] : []),
    ];
  });
  const types = conditions.map(({ type }) => type);
  if (types.includes('Approved') && types.includes('Denied')) {
    const last = types.find((type, index) => index > 0 && (type === 'Approved' || type === 'Denied')) ?? '';
    errors.push(invalid(CONDITIONS, last, 'Approved and Denied conditions are mutually exclusive'));
  }
  return errors;
}

function signerNameErrors(field: string, name: string): FieldError[] {
  if (name === '') return [required(field)];
  const [domain = '', path, ...more] = name.split('/');
  if (path === undefined || more.length > 0) {
    return [invalid(field, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
  }
  const labels = domain.split('.');
  const errors = labels.flatMap((label) =>
    labelErrors(label).map((why) => invalid(field, domain, `validating label ${JSON.stringify(label)}: ${why}`)),
  );
  if (labels.length < 2) {
    errors.push(invalid(field, domain, 'should be a domain with at least two segments separated by dots'));
  }
  for (const part of path.split('.')) {
    const wrong = subdomainErrors(part);
    for (const why of wrong) errors.push(invalid(field, path, `validating label ${JSON.stringify(part)}: ${why}`));
  }
  return errors;
}

/** Go's notation of bytes: `[]byte{0x2d, 0x2d}`. */
function goBytes(encoded: string): ReturnType<typeof goText> {
  const bytes = [...(decodeBase64(encoded) ?? [])];
  return goText(encoded === '' ? '[]byte(nil)' : `[]byte{${bytes.map((byte) => `0x${byte.toString(16)}`).join(', ')}}`);
}
