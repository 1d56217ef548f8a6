/** What `curl -w` prints. */
import { encodeUtf8 } from '../../base/utf8';
import type { Transfer } from './curlFailure';
import { headerValue } from './httpHeaders';

export interface WriteOut extends Transfer {
  readonly url: string;
  readonly redirects: number;
  readonly method: string;
}

/** Replaces `%{variable}`, `\n`, `\t` and `%%`; unknown variables are empty, as in curl. */
export function formatWriteOut(format: string, transfer: WriteOut): string {
  const { outcome, elapsed, address } = transfer;
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(6);
  const response = outcome.ok ? outcome.response : undefined;
  const header = (name: string) => headerValue(response?.headers ?? {}, name) ?? '';
  const values: Record<string, string> = {
    http_code: String(response?.status ?? 0).padStart(3, '0'),
    response_code: String(response?.status ?? 0).padStart(3, '0'),
    size_download: String(encodeUtf8(response?.body ?? '').length),
    time_total: seconds(elapsed),
    time_connect: seconds(Math.min(1, elapsed)),
    time_namelookup: seconds(0),
    time_starttransfer: seconds(elapsed),
    remote_ip: outcome.address ?? '',
    remote_port: String(address.port),
    url_effective: transfer.url,
    url: transfer.url,
    num_redirects: String(transfer.redirects),
    content_type: header('content-type'),
    method: transfer.method,
    scheme: address.scheme.toUpperCase(),
    http_version: '1.1',
    redirect_url: header('location'),
  };
  return format.replace(/%\{(\w+)\}|%%|\\([nrt\\])/g, (all, name: string | undefined, control: string | undefined) => {
    if (name !== undefined) return values[name] ?? '';
    if (control === undefined) return all === '%%' ? '%' : all;
    return { n: '\n', r: '\r', t: '\t' }[control] ?? control;
  });
}
