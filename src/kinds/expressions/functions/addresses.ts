/** IP addresses, ranges of them, and URLs in expressions. Of IPv6 it is known what is such an address, and no more. */
import type { Environment } from '@marcbachmann/cel-js';
import { isIPv4 } from '../../names';
import { type AddressRange, addressRange } from '../../networking/addressRange';
import { ExpressionError } from '../expressionError';

const IPV6 = /^(?=.*:)([0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$/i;

class Address {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

class Range {
  readonly text: string;
  readonly range: AddressRange;

  constructor(text: string, range: AddressRange) {
    this.text = text;
    this.range = range;
  }
}

class Url {
  readonly parts: RegExpExecArray;

  constructor(parts: RegExpExecArray) {
    this.parts = parts;
  }
}

/** Follows apiserver's `library.IP`, `library.CIDR` and `library.URLs`. */
export function registerAddresses(environment: Environment): void {
  registerIps(environment);
  registerUrls(environment);
}

function isAddress(text: string): boolean {
  return isIPv4(text) || IPV6.test(text);
}

function registerIps(environment: Environment): void {
  const starts = (pattern: RegExp) => (address: Address) => pattern.test(address.text);
  environment
    .registerType('net.IP', Address)
    .registerType('net.CIDR', Range)
    .registerFunction('isIP(string): bool', isAddress)
    .registerFunction('ip(string): net.IP', (text: string) => {
      if (!isAddress(text)) {
        throw new ExpressionError(
          `IP Address ${JSON.stringify(text)} parse error during conversion from string: ParseAddr(${JSON.stringify(text)}): unable to parse IP`,
        );
      }
      return new Address(text);
    })
    .registerOperator('net.IP == net.IP', (a: Address, b: Address) => a.text === b.text)
    .registerFunction('net.IP.family(): int', ({ text }: Address) => (isIPv4(text) ? 4n : 6n))
    .registerFunction('net.IP.isLoopback(): bool', starts(/^(127\.|::1$)/))
    .registerFunction('net.IP.isUnspecified(): bool', starts(/^(0\.0\.0\.0|::)$/))
    .registerFunction('net.IP.isLinkLocalUnicast(): bool', starts(/^(169\.254\.|fe[89ab])/i))
    .registerFunction('isCIDR(string): bool', (text: string) => addressRange(text) !== undefined)
    .registerFunction('cidr(string): net.CIDR', (text: string) => {
      const range = addressRange(text);
      if (range === undefined) throw new ExpressionError('network address parse error during conversion from string');
      return new Range(text, range);
    })
    .registerFunction('net.CIDR.containsIP(string): bool', ({ range }: Range, text: string) => range.contains(text))
    .registerFunction('net.CIDR.containsIP(net.IP): bool', ({ range }: Range, { text }: Address) =>
      range.contains(text),
    )
    .registerFunction(
      'net.CIDR.containsCIDR(string): bool',
      (outer: Range, text: string) => outer.text === text || outer.range.strictlyContains(text),
    )
    .registerFunction('net.CIDR.prefixLength(): int', ({ text }: Range) => BigInt(text.split('/')[1] ?? '0'))
    .registerFunction('net.CIDR.ip(): net.IP', ({ text }: Range) => new Address(text.split('/')[0] ?? ''));
}

const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?/i;

/** The parts of an absolute URL or path; undefined for what is neither. */
function urlParts(text: string): RegExpExecArray | undefined {
  const full = text.startsWith('/') ? `none://${text}` : text;
  return URL_PARTS.exec(full) ?? undefined;
}

function registerUrls(environment: Environment): void {
  const scheme = ({ parts }: Url) => (parts[1] === 'none' ? '' : (parts[1] ?? ''));
  environment
    .registerType('kubernetes.URL', Url)
    .registerFunction('isURL(string): bool', (text: string) => urlParts(text) !== undefined)
    .registerFunction('url(string): kubernetes.URL', (text: string) => {
      const parts = urlParts(text);
      if (parts === undefined) {
        const why = `parse ${JSON.stringify(text)}: invalid URI for request`;
        throw new ExpressionError(`URL parse error during conversion from string: ${why}`);
      }
      return new Url(parts);
    })
    .registerFunction('kubernetes.URL.getScheme(): string', scheme)
    .registerFunction('kubernetes.URL.getHost(): string', ({ parts }: Url) =>
      parts[3] === undefined ? (parts[2] ?? '') : `${parts[2]}:${parts[3]}`,
    )
    .registerFunction('kubernetes.URL.getHostname(): string', ({ parts }: Url) =>
      (parts[2] ?? '').replace(/^\[|\]$/g, ''),
    )
    .registerFunction('kubernetes.URL.getPort(): string', ({ parts }: Url) => parts[3] ?? '')
    .registerFunction('kubernetes.URL.getEscapedPath(): string', ({ parts }: Url) => parts[4] ?? '');
}
