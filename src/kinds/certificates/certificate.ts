/** Certificates (X.509, RFC 5280) as the cluster's signers write them: in DER, base64, between PEM's lines. */
import { encodeBase64 } from '../../base/base64';
import {
  derBits,
  derIdentifier,
  derInteger,
  derNull,
  derOctets,
  derSequence,
  derSet,
  derText,
  derTime,
  derTrue,
  derValue,
} from '../../base/der';
import { bytesOf, type RsaKey, signRsaSha256 } from '../../base/rsa';
import { encodeUtf8 } from '../../base/utf8';

/** Who signs. */
export interface Authority extends RsaKey {
  readonly commonName: string;
  /** By which certificates name the authority's key, in base 16. */
  readonly keyId: string;
}

export interface CertificateContent {
  /** Of nothing else's: in base 16. */
  readonly serialNumber: string;
  /** The name and the public key in DER, as a request holds them. */
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
  /** Moments such as `2026-01-01T00:00:00Z`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** In the words of requests: `client auth`, `digital signature`. */
  readonly usages: readonly string[];
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
  readonly emailAddresses?: readonly string[];
  readonly uris?: readonly string[];
}

/** The bits of keyUsage that each word stands for, and the purposes of extKeyUsage. */
const KEY_USAGES: Readonly<Record<string, number>> = { 'digital signature': 0x80, 'key encipherment': 0x20 };
const PURPOSES: Readonly<Record<string, string>> = {
  'server auth': '1.3.6.1.5.5.7.3.1',
  'client auth': '1.3.6.1.5.5.7.3.2',
};
const SIGNATURE = derSequence(derIdentifier('1.2.840.113549.1.1.11'), derNull());
const VERSION_3 = derValue(0xa0, derInteger(Uint8Array.of(2)));

/** A certificate that the authority has signed, as PEM. */
export function issueCertificate(content: CertificateContent, authority: Authority): string {
  const body = derSequence(
    VERSION_3,
    derInteger(bytesOf(content.serialNumber)),
    SIGNATURE,
    derName({ CN: authority.commonName }),
    derSequence(derTime(content.notBefore), derTime(content.notAfter)),
    content.subject,
    content.publicKey,
    derValue(0xa3, derSequence(...extensionsOf(content, authority))),
  );
  return pem('CERTIFICATE', derSequence(body, SIGNATURE, derBits(signRsaSha256(body, authority))));
}

/** A name in DER: `CN`, and `O` before it. */
export function derName({ O, CN }: { readonly O?: string; readonly CN: string }): Uint8Array {
  const part = (id: string, text: string) => derSet(derSequence(derIdentifier(id), derText(text)));
  return derSequence(...(O === undefined ? [] : [part('2.5.4.10', O)]), part('2.5.4.3', CN));
}

function extensionsOf(content: CertificateContent, { keyId }: Authority): Uint8Array[] {
  const { usages, dnsNames = [], addresses = [], emailAddresses = [], uris = [] } = content;
  const bits = usages.reduce((all, usage) => all | (KEY_USAGES[usage] ?? 0), 0);
  const purposes = usages.flatMap((usage) => PURPOSES[usage] ?? []);
  const names = [
    ...dnsNames.map((name) => derValue(0x82, encodeUtf8(name))),
    ...emailAddresses.map((address) => derValue(0x81, encodeUtf8(address))),
    ...addresses.map((address) => derValue(0x87, Uint8Array.from(address.split('.'), Number))),
    ...uris.map((uri) => derValue(0x86, encodeUtf8(uri))),
  ];
  return [
    ...(bits === 0 ? [] : [extension('2.5.29.15', derBits(Uint8Array.of(bits), bits === 0x80 ? 7 : 5), true)]),
    ...(purposes.length === 0 ? [] : [extension('2.5.29.37', derSequence(...purposes.map(derIdentifier)))]),
    // Not an authority itself.
    extension('2.5.29.19', derSequence(), true),
    extension('2.5.29.35', derSequence(derValue(0x80, bytesOf(keyId)))),
    ...(names.length === 0 ? [] : [extension('2.5.29.17', derSequence(...names))]),
  ];
}

function extension(id: string, value: Uint8Array, critical = false): Uint8Array {
  return derSequence(derIdentifier(id), ...(critical ? [derTrue()] : []), derOctets(value));
}

function pem(type: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${type}-----\n${lines.join('\n')}\n-----END ${type}-----\n`;
}
