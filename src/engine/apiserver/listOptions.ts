/** The query of a list or watch: which revision, how much of it, and how it goes on (ListOptions). */
import { fail, ok, type Result } from '../../base/result';
import { type FieldError, forbidden, notSupported } from '../../kinds/fieldError';
import type { Status } from '../../kinds/status';
import type { Call } from './call';
import * as statusError from './statusError';

const EXACT = 'Exact';
const NOT_OLDER = 'NotOlderThan';

export interface ListOptions {
  /** 0 for all. */
  readonly limit: number;
  /** Milliseconds; 0 for as long as the client wants. */
  readonly timeout: number;
  /** '' for the newest. */
  readonly resourceVersion: string;
  readonly continueToken: string;
  /** True when nothing but that very revision will do. */
  readonly exact: boolean;
}

/** Follows apimachinery's ValidateListOptions, with WatchList switched on. */
export function listOptionsOf(call: Call): Result<ListOptions, Status> {
  const errors = call.resource.verb === 'watch' ? watchErrors(call) : listErrors(call);
  if (errors.length > 0) {
    return fail(statusError.invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors));
  }
  const limit = integerOf(call.query['limit']);
  if (!limit.ok) return limit;
  const seconds = integerOf(call.query['timeoutSeconds']);
  if (!seconds.ok) return seconds;
  const { resourceVersion = '', resourceVersionMatch: match = '', continue: continueToken = '' } = call.query;
  // Before there was a choice, pages were of the revision that was asked for.
  const legacy = match === '' && limit.value > 0 && resourceVersion !== '' && resourceVersion !== '0';
  return ok({
    limit: Math.max(limit.value, 0),
    timeout: Math.max(seconds.value, 0) * 1000,
    resourceVersion,
    continueToken,
    exact: match === EXACT || legacy,
  });
}

function integerOf(text: string | undefined): Result<number, Status> {
  if (text === undefined || text === '') return ok(0);
  if (/^[+-]?\d+$/.test(text)) return ok(Number(text));
  return fail(statusError.badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`));
}

const MATCH = 'resourceVersionMatch';

function listErrors(call: Call): FieldError[] {
  const {
    resourceVersion = '',
    resourceVersionMatch: match = '',
    continue: token = '',
    sendInitialEvents,
  } = call.query;
  const errors: FieldError[] = [];
  if (match !== '') {
    if (resourceVersion === '') {
      errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
    }
    if (token !== '') errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden when continue is provided'));
    if (match !== EXACT && match !== NOT_OLDER) errors.push(notSupported(MATCH, match, [EXACT, NOT_OLDER, '']));
    if (match === EXACT && resourceVersion === '0') {
      errors.push(forbidden(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
    }
  }
  if (sendInitialEvents !== undefined) {
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

function watchErrors(call: Call): FieldError[] {
  const { resourceVersionMatch: match = '', continue: token = '', sendInitialEvents } = call.query;
  const errors: FieldError[] = [];
  if (sendInitialEvents !== undefined && match !== NOT_OLDER) {
    errors.push(forbidden(MATCH, `sendInitialEvents requires setting resourceVersionMatch to ${NOT_OLDER}`));
  }
  if (match === '') return errors;
  if (sendInitialEvents === undefined) {
    errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'));
  }
  if (match !== NOT_OLDER) errors.push(notSupported(MATCH, match, [NOT_OLDER]));
  if (token !== '') errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden when continue is provided'));
  return errors;
}
