/** What the verbs that change something share: dry runs, validation, saying what was done. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import type { Routine } from '../../../engine/processes/routine';
import { type Flag, type FlagValues, parseBool } from '../../flags/flag';
import { CommandError, serverError } from '../errors';
import { objectPrinter } from '../output/printer';
import { inStructOrder } from '../output/structOrder';
import type { Invocation } from '../verb';
import { withChangeCause } from './changeCause';
import { type ApiResource, printedType, resourcePath } from './discovery';
import type { PlainObject } from './documents';
import { rememberingItself, withLastApplied } from './lastApplied';

export type DryRun = 'none' | 'client' | 'server';

/** --dry-run; without a value it means the client, as it did once. @throws CommandError for a value that is none */
export function dryRunOf({ flags, access }: Invocation): DryRun {
  const value = flags.string('dry-run');
  if (value === 'none' || value === 'client' || value === 'server') return value;
  if (value === 'unchanged') {
    access.log('W', 'helpers.go:702', '--dry-run is deprecated and can be replaced with --dry-run=client.');
    return 'client';
  }
  const truth = parseBool(value);
  if (truth !== undefined) {
    const [meant, line] = truth ? (['client', 716] as const) : (['none', 719] as const);
    const old = `--dry-run=${value} is deprecated (boolean value) and can be replaced with --dry-run=${meant}.`;
    access.log('W', `helpers.go:${line}`, old);
    return meant;
  }
  throw new CommandError(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

export const validateFlag: Flag = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  alone: 'strict',
  usage: 'What to do about fields that the server does not know: strict (or true), warn, ignore (or false).',
  complete: ['strict', 'warn', 'ignore'],
};

export function fieldManagerFlag(manager: string): Flag {
  return { name: 'field-manager', type: 'string', default: manager, usage: 'The name under which fields are owned.' };
}

/** The query's fieldValidation. @throws CommandError for a value that is none */
export function fieldValidationOf(flags: FlagValues): 'Strict' | 'Warn' | 'Ignore' {
  const value = flags.string('validate');
  if (value === 'true' || value === 'strict') return 'Strict';
  if (value === 'warn') return 'Warn';
  if (value === 'false' || value === 'ignore') return 'Ignore';
  throw new CommandError(
    `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

/** The query of a write. */
export function writeQuery(flags: FlagValues, dryRun: DryRun): Record<string, string> {
  return {
    ...(flags.knows('field-manager') ? { fieldManager: flags.string('field-manager') } : {}),
    ...(flags.knows('validate') ? { fieldValidation: fieldValidationOf(flags) } : {}),
    ...(dryRun === 'server' ? { dryRun: 'All' } : {}),
  };
}

/** Creates an object; with a client dry run it is only given back. */
export function* createObject(
  invocation: Invocation,
  resource: ApiResource,
  namespace: string,
  object: PlainObject,
  dryRun: DryRun,
  typed = false,
): Routine<Result<PlainObject, CommandError>> {
  const { access, flags } = invocation;
  const saves = flags.knows('save-config') && flags.bool('save-config');
  const remembered = () =>
    typed ? rememberingItself(object, `${JSON.stringify(inStructOrder(object))}\n`) : withLastApplied(object);
  const saved = withChangeCause(invocation, saves ? remembered() : object);
  if (dryRun === 'client') return ok(saved);
  // what is made anew is no version of anything
  const kept = withoutVersion(saved);
  const path = resourcePath(resource, namespace);
  const made = yield* access.attempt<PlainObject>({
    method: 'POST',
    path,
    query: writeQuery(flags, dryRun),
    body: kept,
  });
  return made.ok ? made : fail(serverError(made.error));
}

function withoutVersion(object: PlainObject): PlainObject {
  if (object.metadata?.['resourceVersion'] === undefined) return object;
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/**
 * Says what was done, as `-o` wants it: `pod/web created`, `pod/web created (dry run)`, `pod/web`, or the object; `typed`
 * when kubectl has that as one of Go's structs.
 */
export function changePrinter(
  invocation: Invocation,
  dryRun: DryRun,
  typed = false,
): (resource: Pick<ApiResource, 'group' | 'kind'>, object: PlainObject, word: string) => void {
  const { flags, process, print } = invocation;
  const printer = flags.knows('output') ? objectPrinter({ flags, process, typed }) : undefined;
  const suffix = dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
  return (resource, object, word) => {
    if (printer !== undefined) print(printer(object));
    else print(`${printedType(resource)}/${object.metadata?.name ?? ''} ${word}${suffix}\n`);
  };
}

/**
 * The same, for verbs that find out how to print when they first have something: what is wrong with -o is then told after
 * an object was changed.
 */
export function lateChangePrinter(
  invocation: Invocation,
  dryRun: DryRun,
  typed = false,
): ReturnType<typeof changePrinter> {
  let print: ReturnType<typeof changePrinter> | undefined;
  return (...what) => {
    print ??= changePrinter(invocation, dryRun, typed);
    print(...what);
  };
}

/** For verbs that know how they will print before they look at anything else. @throws CommandError when they cannot */
export function checkOutput(invocation: Invocation): void {
  const { flags, process, access } = invocation;
  if (flags.knows('dry-run')) dryRunOf(invocation);
  objectPrinter({ flags, process });
  access.check();
}

/** As `lateChangePrinter`, named by the object that the server gave: a patched scale is `scale.autoscaling/web`. */
export function objectChangePrinter(
  invocation: Invocation,
  dryRun: DryRun,
): (object: PlainObject, word: string) => void {
  const print = lateChangePrinter(invocation, dryRun);
  return (object, word) => {
    const group = object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '';
    print({ group, kind: object.kind }, object, word);
  };
}
