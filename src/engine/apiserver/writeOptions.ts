/** The query of a write: CreateOptions, UpdateOptions, PatchOptions. */
import { type FieldError, forbidden, goStrings, notSupported } from '../../kinds/fieldError';
import type { Status } from '../../kinds/status';
import type { Call } from './call';
import * as statusError from './statusError';

const KINDS: Readonly<Record<string, string>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
};

/** What is wrong with a write's options; undefined when nothing is. */
export function writeOptionsError(call: Call): Status | undefined {
  const { verb } = call.resource;
  const kind = KINDS[verb];
  if (kind === undefined) return undefined;
  const errors: FieldError[] = [];
  const dryRun = call.queryAll('dryRun').filter((value) => value !== '');
  if (dryRun.some((value) => value !== 'All')) errors.push(notSupported('dryRun', goStrings(dryRun), ['All']));
  const validation = call.query['fieldValidation'] ?? '';
  const known = ['', 'Ignore', 'Strict', 'Warn'];
  if (!known.includes(validation)) errors.push(notSupported('fieldValidation', validation, known));
  const isApply = (call.request.headers?.['content-type'] ?? '').startsWith('application/apply-patch');
  if (verb === 'patch' && !isApply && call.flag('force')) {
    errors.push(forbidden('force', 'may not be specified for non-apply patch'));
  }
  return errors.length === 0 ? undefined : statusError.invalid({ group: 'meta.k8s.io', kind }, '', errors);
}
