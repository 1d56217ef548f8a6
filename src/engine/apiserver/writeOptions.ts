/** The query of a write: CreateOptions, UpdateOptions, PatchOptions. */
import {
  type FieldError,
  forbidden,
  goStrings,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../../kinds/fieldError';
import type { Status } from '../../kinds/status';
import type { Call } from './call';
import { isApply } from './patching';
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
  if (verb === 'patch' && !isApply(call) && call.flag('force')) {
    errors.push(forbidden('force', 'may not be specified for non-apply patch'));
  }
  errors.push(...managerErrors(call.query['fieldManager'] ?? '', isApply(call)));
  return errors.length === 0 ? undefined : statusError.invalid({ group: 'meta.k8s.io', kind }, '', errors);
}

const LONGEST_MANAGER = 128;

function managerErrors(manager: string, applies: boolean): FieldError[] {
  if (manager === '') return applies ? [required('fieldManager', 'is required for apply patch')] : [];
  if (manager.length > LONGEST_MANAGER) return [tooLong('fieldManager', LONGEST_MANAGER)];
  const unprintable = /[^\P{C}]/u.exec(manager);
  return unprintable === null ? [] : [invalid('fieldManager', manager, 'should only contain printable characters')];
}
