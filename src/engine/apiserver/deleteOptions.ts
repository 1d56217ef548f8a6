/** meta/v1 DeleteOptions: read from the body of a DELETE, or from its query. */
import { fail, ok, type Result } from '../../base/result';
import { type FieldError, invalid, notSupported } from '../../kinds/fieldError';
import type { Status } from '../../kinds/status';
import { readBody } from './body';
import type { Call } from './call';
import * as statusError from './statusError';

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: string;
  readonly orphanDependents?: boolean;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
}

const OPTIONS_KIND = { group: 'meta.k8s.io', kind: 'DeleteOptions' };

export function deleteOptionsOf(call: Call): Result<DeleteOptions, Status> {
  const body = readBody(call.request);
  if (!body.ok) return body;
  const options = (body.value ?? fromQuery(call)) as DeleteOptions;
  const errors = validate(options);
  if (errors.length > 0) return fail(statusError.invalid(OPTIONS_KIND, '', errors));
  if (options.dryRun?.includes('All') === true) call.dryRun = true;
  return ok(options);
}

function fromQuery(call: Call): DeleteOptions {
  const { gracePeriodSeconds, propagationPolicy, orphanDependents } = call.query;
  return {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: Number(gracePeriodSeconds) }),
    ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
    ...(orphanDependents === undefined ? {} : { orphanDependents: call.flag('orphanDependents') }),
  };
}

function validate(options: DeleteOptions): FieldError[] {
  const errors: FieldError[] = [];
  const { propagationPolicy, orphanDependents } = options;
  if (propagationPolicy !== undefined && orphanDependents !== undefined) {
    const detail = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalid('propagationPolicy', propagationPolicy, detail));
  }
  const policies = ['Foreground', 'Background', 'Orphan'];
  if (propagationPolicy !== undefined && !policies.includes(propagationPolicy)) {
    errors.push(notSupported('propagationPolicy', propagationPolicy, [...policies, 'nil']));
  }
  return errors;
}
