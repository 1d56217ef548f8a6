/** curl's exit codes and words for what can go wrong on the network. */
import type { ExchangeOutcome } from '../../engine/network/namespace';
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
  const failed = `Failed to connect to ${address.host} port ${address.port} after ${elapsed} ms: Couldn't connect to server`;
  if (outcome.ok) return { code: 0, message: '' };
  switch (outcome.failure) {
    case 'unresolved':
      return { code: 6, message: `Could not resolve host: ${address.host}` };
    case 'timeout':
      return { code: 28, message: limited ? `Connection timed out after ${elapsed} milliseconds` : failed };
    case 'reset':
      return { code: 52, message: 'Empty reply from server' };
    default:
      return { code: 7, message: failed };
  }
}
