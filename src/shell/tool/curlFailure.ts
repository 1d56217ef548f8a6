/** curl's exit codes and words for what can go wrong on the network. */
import { encodeUtf8 } from '../../base/utf8';
import type { ExchangeOutcome, HttpResponse } from '../../engine/network/namespace';
import { headerValue } from './httpHeaders';
import type { Address } from './url';

export interface Transfer {
  readonly address: Address;
  readonly outcome: ExchangeOutcome;
  /** Milliseconds. */
  readonly elapsed: number;
  /** -m or --connect-timeout was given. */
  readonly limited: boolean;
}

export function describeFailure(transfer: Transfer): { readonly code: number; readonly message: string } {
  const { address, outcome, limited } = transfer;
  const elapsed = Math.round(transfer.elapsed);
  const host = address.host.replace(/^\[(.*)\]$/, '$1');
  const failed = `Failed to connect to ${host} port ${address.port} after ${elapsed} ms: Couldn't connect to server`;
  if (outcome.ok) return { code: 0, message: '' };
  switch (outcome.failure) {
    case 'unresolved':
      return { code: 6, message: `Could not resolve host: ${address.host}` };
    case 'timeout':
      if (outcome.accepted === true) return { code: 28, message: tooLate(elapsed, outcome.partial) };
      return { code: 28, message: limited ? `Connection timed out after ${elapsed} milliseconds` : failed };
    case 'reset':
      if (outcome.garbled === true) return { code: 1, message: 'Received HTTP/0.9 when not allowed' };
      if (outcome.closed === true) return { code: 52, message: 'Empty reply from server' };
      return { code: 56, message: 'Recv failure: Connection reset by peer' };
    default:
      return { code: 7, message: failed };
  }
}

function tooLate(elapsed: number, partial: HttpResponse | undefined): string {
  const received = encodeUtf8(partial?.body ?? '').length;
  const length = partial === undefined ? undefined : headerValue(partial.headers, 'content-length');
  const bytes = length === undefined ? `${received} bytes received` : `${received} out of ${length} bytes received`;
  return `Operation timed out after ${elapsed} milliseconds with ${bytes}`;
}

/** What curl says of an answer whose connection was closed too early. */
export function describeCut(response: HttpResponse): { readonly code: number; readonly message: string } {
  const length = headerValue(response.headers, 'content-length');
  const missing = Number(length ?? 0) - encodeUtf8(response.body).length;
  const what = length === undefined ? 'outstanding read data remaining' : `${missing} bytes remaining to read`;
  return { code: 18, message: `transfer closed with ${what}` };
}
