/** What is wrong with a priority level. */
import { type FieldError, forbidden, invalid, notSupported, required } from '../fieldError';
import type { PriorityLevelConfiguration } from './priorityLevelConfiguration';

type Limited = NonNullable<PriorityLevelConfiguration['spec']['limited']>;
type Queuing = NonNullable<NonNullable<Limited['limitResponse']>['queuing']>;

const MOST_QUEUES = 10_000_000;
/** Of the hash that deals a flow its queues. */
const HASH_BITS = 60;

export function validatePriorityLevel({ metadata, spec }: PriorityLevelConfiguration): FieldError[] {
  const { type = '', limited, exempt } = (spec ?? {}) as Partial<PriorityLevelConfiguration['spec']>;
  const errors: FieldError[] = [];
  if ((metadata.name === 'exempt') !== (type === 'Exempt')) {
    errors.push(invalid('spec.type', type, "type must be 'Exempt' if and only if name is 'exempt'"));
  }
  if (type === 'Exempt') {
    if (limited !== undefined) errors.push(forbidden('spec.limited', 'must be nil if the type is not Limited'));
    if (exempt !== undefined) errors.push(...lendingErrors('spec.exempt', exempt.lendablePercent));
  } else if (type === 'Limited') {
    if (exempt !== undefined) errors.push(forbidden('spec.exempt', 'must be nil if the type is Limited'));
    if (limited === undefined) errors.push(required('spec.limited', 'must not be empty when type is Limited'));
    else errors.push(...limitedErrors(limited));
  } else errors.push(notSupported('spec.type', type, ['Exempt', 'Limited']));
  return errors;
}

function limitedErrors(limited: Limited): FieldError[] {
  const { nominalConcurrencyShares: shares = 0, lendablePercent, borrowingLimitPercent, limitResponse } = limited;
  const errors: FieldError[] = [];
  if (shares < 0) {
    errors.push(invalid('spec.limited.nominalConcurrencyShares', shares, 'must be a non-negative integer'));
  }
  const field = 'spec.limited.limitResponse';
  const { type = '', queuing } = limitResponse ?? ({} as Partial<NonNullable<typeof limitResponse>>);
  if (type === 'Reject') {
    if (queuing !== undefined) {
      errors.push(forbidden(`${field}.queuing`, 'must be nil if limited.limitResponse.type is not Limited'));
    }
  } else if (type === 'Queue') {
    if (queuing === undefined) {
      errors.push(required(`${field}.queuing`, 'must not be empty if limited.limitResponse.type is Limited'));
    } else errors.push(...queuingErrors(`${field}.queuing`, queuing));
  } else errors.push(notSupported(`${field}.type`, type, ['Queue', 'Reject']));
  errors.push(...lendingErrors('spec.limited', lendablePercent));
  if (borrowingLimitPercent !== undefined && borrowingLimitPercent < 0) {
    const detail = 'if specified, must be a non-negative integer';
    errors.push(invalid('spec.limited.borrowingLimitPercent', borrowingLimitPercent, detail));
  }
  return errors;
}

function lendingErrors(field: string, percent = 0): FieldError[] {
  const detail = 'must be between 0 and 100, inclusive';
  return percent < 0 || percent > 100 ? [invalid(`${field}.lendablePercent`, percent, detail)] : [];
}

function queuingErrors(field: string, { queues = 0, handSize = 0, queueLengthLimit = 0 }: Queuing): FieldError[] {
  const errors: FieldError[] = [];
  if (queueLengthLimit <= 0) errors.push(invalid(`${field}.queueLengthLimit`, queueLengthLimit, 'must be positive'));
  if (queues <= 0) errors.push(invalid(`${field}.queues`, queues, 'must be positive'));
  else if (queues > MOST_QUEUES) {
    errors.push(invalid(`${field}.queues`, queues, `must not be greater than ${MOST_QUEUES}`));
  }
  const bits = handSize * Math.ceil(Math.log2(Math.max(queues, 1)));
  if (handSize <= 0) errors.push(invalid(`${field}.handSize`, handSize, 'must be positive'));
  else if (handSize > queues) {
    errors.push(invalid(`${field}.handSize`, handSize, `should not be greater than queues (${queues})`));
  } else if (bits > HASH_BITS) {
    const sizes = `deckSize ${queues} and handSize ${handSize}`;
    const detail = `required entropy bits of ${sizes} should not be greater than ${HASH_BITS}`;
    errors.push(invalid(`${field}.handSize`, handSize, detail));
  }
  return errors;
}
