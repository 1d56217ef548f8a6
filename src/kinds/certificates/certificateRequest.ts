/**
 * A request for a certificate as openssl and the kubelet write it: PKCS #10 in DER, base64, between PEM's lines. Read as
 * far as people look at it (subject, alternative names). Its signature is not checked.
 */
import { decodeBase64 } from '../../base/base64';
import { decodeUtf8 } from '../../base/utf8';

export interface CertificateRequest {
  readonly commonName: string;
  readonly serialNumber: string;
  /** Parts of the subject by their names: `Organization`, `Country`. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly dnsNames: readonly string[];
  readonly emailAddresses: readonly string[];
  readonly uris: readonly string[];
  readonly addresses: readonly string[];
  /** The whole name and the public key, in DER. */
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Attributes of names by the end of their object identifiers (2.5.4.N). */
const ATTRIBUTES: Readonly<Record<number, string>> = {
  6: 'Country',
  7: 'Locality',
  8: 'Province',
  9: 'StreetAddress',
  10: 'Organization',
  11: 'Organizational Unit',
  17: 'PostalCode',
};
const COMMON_NAME = 3;
const SERIAL_NUMBER = 5;
/** 1.2.840.113549.1.9.14, where requests keep the extensions that they wish for. */
const EXTENSION_REQUEST = '2a864886f70d01090e';
/** 2.5.29.17 */
const ALTERNATIVE_NAMES = '551d11';

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
}

class Malformed extends Error {}

/** The request in a PEM text, or why there is none, in Go's words. */
export function parseCertificateRequest(pem: string): CertificateRequest | string {
  const [, type, body = ''] = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\s]*?)-----END \1-----/.exec(pem) ?? [];
  const bytes = type === 'CERTIFICATE REQUEST' ? decodeBase64(body.replace(/\s/g, '')) : undefined;
  if (bytes === undefined) return 'PEM block type must be CERTIFICATE REQUEST';
  try {
    return readRequest(bytes);
  } catch (failure) {
    if (failure instanceof Malformed) return failure.message;
    throw failure;
  }
}

function readRequest(bytes: Uint8Array): CertificateRequest {
  const [information] = children(expectSequence(bytes));
  const content = information?.content ?? new Uint8Array();
  const [version, name, key, attributes] = children(content);
  if (version === undefined || name === undefined || key === undefined)
    throw new Malformed('asn1: syntax error: sequence truncated');
  const found: { commonName: string; serialNumber: string; parts: Record<string, string[]> } = {
    commonName: '',
    serialNumber: '',
    parts: {},
  };
  for (const { content: pair } of children(name.content).flatMap(({ content }) => children(content))) {
    const [id, value] = children(pair);
    const number = idText(id).startsWith('5504') ? (id?.content[2] ?? 0) : 0;
    const text = decodeUtf8(value?.content ?? new Uint8Array());
    const part = ATTRIBUTES[number];
    if (number === COMMON_NAME) found.commonName = text;
    else if (number === SERIAL_NUMBER) found.serialNumber = text;
    else if (part !== undefined) found.parts[part] = [...(found.parts[part] ?? []), text];
  }
  const names = alternativeNames(attributes);
  const texts = (tag: number) => names.filter((one) => one.tag === tag).map(({ content }) => decodeUtf8(content));
  return {
    ...found,
    emailAddresses: texts(0x81),
    dnsNames: texts(0x82),
    uris: texts(0x86),
    subject: content.subarray(version.end, name.end),
    publicKey: content.subarray(name.end, key.end),
    addresses: names.filter(({ tag }) => tag === 0x87).map(({ content }) => [...content].join('.')),
  };
}

function alternativeNames(attributes: Element | undefined): Element[] {
  for (const attribute of children(attributes?.content ?? new Uint8Array())) {
    const [id, values] = children(attribute.content);
    if (idText(id) !== EXTENSION_REQUEST) continue;
    const [list] = children(values?.content ?? new Uint8Array());
    for (const { content } of children(list?.content ?? new Uint8Array())) {
      const parts = children(content);
      const value = parts[parts.length - 1];
      if (idText(parts[0]) === ALTERNATIVE_NAMES && value !== undefined)
        return children(children(value.content)[0]?.content ?? new Uint8Array());
    }
  }
  return [];
}

function idText(element: Element | undefined): string {
  return [...(element?.content ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function expectSequence(bytes: Uint8Array): Uint8Array {
  const first = bytes[0] ?? 0;
  const { content, end } = elementAt(bytes, 0);
  if (first !== 0x30) {
    const [kind, compound, tag] = [first >> 6, (first & 0x20) !== 0, first & 0x1f];
    throw new Malformed(
      `asn1: structure error: tags don't match (16 vs {class:${kind} tag:${tag} length:${content.length} isCompound:${compound}}) ` +
        '{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} certificateRequest @2',
    );
  }
  if (end < bytes.length) throw new Malformed('asn1: syntax error: trailing data');
  return content;
}

function children(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at);
    found.push(element);
    at = element.end;
  }
  return found;
}

function elementAt(bytes: Uint8Array, at: number): Element {
  let length = bytes[at + 1] ?? 0;
  let start = at + 2;
  if (length > 0x80) {
    const count = length & 0x7f;
    length = 0;
    for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte;
    start += count;
  }
  if (start + length > bytes.length) throw new Malformed('asn1: syntax error: data truncated');
  return { tag: bytes[at] ?? 0, content: bytes.subarray(start, start + length), end: start + length };
}
