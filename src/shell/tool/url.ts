/** An address as curl and wget take it. */
export interface Address {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** `user:password`, when the address has it. */
  readonly credentials: string | undefined;
}

export type AddressProblem = 'malformed' | 'bad port' | { readonly protocol: string };

/** Reads an address; the scheme may be left out. */
export function readAddress(text: string): Address | AddressProblem {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(?:([^@/?#]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::([^/?#]*))?([^#]*)/.exec(
    text.trim(),
  );
  const [, protocol = 'http', credentials, host = '', port, rest = ''] = match ?? [];
  const scheme = protocol.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') return { protocol: scheme };
  if (host === '' || /[\s"<>\\^`{|}]/.test(host)) return 'malformed';
  if (port !== undefined && port !== '' && (!/^\d+$/.test(port) || Number(port) > 65_535)) return 'bad port';
  const number = port === undefined || port === '' ? (scheme === 'https' ? 443 : 80) : Number(port);
  return {
    scheme,
    host: host.toLowerCase(),
    port: number,
    path: rest.startsWith('/') ? rest : `/${rest}`,
    credentials,
  };
}

/** An address as text, with the port only where it is not the scheme's own. */
export function formatAddress(address: Address): string {
  return `${address.scheme}://${hostHeader(address)}${address.path}`;
}

/** The Host header. */
export function hostHeader(address: Address): string {
  const usual = address.scheme === 'https' ? 443 : 80;
  return address.port === usual ? address.host : `${address.host}:${address.port}`;
}
