/** Flags that several commands have. */
import type { Flag } from '../../flags/flag';
import { filterProblem, labelProblem } from './flagProblems';

export const noTruncFlag: Flag = { name: 'no-trunc', type: 'bool', usage: 'Show long values whole' };

export const filterFlag: Flag = {
  name: 'filter',
  shorthand: 'f',
  type: 'array',
  valueName: 'filter',
  usage: 'Show only what meets a condition (name=value)',
  validate: filterProblem,
};

/** Of prunes, whose -f is --force. */
export const pruneFilterFlag: Flag = {
  name: 'filter',
  type: 'array',
  valueName: 'filter',
  usage: 'Only what meets a condition (until=...)',
  validate: filterProblem,
};

export const formatFlag: Flag = {
  name: 'format',
  type: 'string',
  usage: "How to print: 'table' (usual), 'table TEMPLATE', 'json', or a Go template for each row",
};

export const inspectFormatFlag: Flag = {
  name: 'format',
  shorthand: 'f',
  type: 'string',
  usage: "How to print: 'json' on one line, or a Go template",
};

export const labelsFlag: Flag = {
  name: 'label',
  type: 'array',
  usage: 'Labels',
  validate: labelProblem,
};

export function quietFlag(usage: string): Flag {
  return { name: 'quiet', shorthand: 'q', type: 'bool', usage };
}

export const forceFlag: Flag = { name: 'force', shorthand: 'f', type: 'bool', usage: 'Do not ask' };

/** A flag of the real client that this world has no use for: refused when it is given. */
export function missingFlag(name: string, type: Flag['type'], usage: string, valueName?: string): Flag {
  return { name, type, usage, notSimulated: true, ...(valueName === undefined ? {} : { valueName }) };
}

/** A flag that the client refuses by itself where the daemon's experimental features are off, as here. */
export function experimentalFlag(name: string, type: Flag['type'], usage: string): Flag {
  return { name, type, usage, unsupported: 'a Docker daemon with experimental features enabled' };
}

/** A flag for daemons on Windows. */
export function windowsFlag(name: string, type: Flag['type'], usage: string, valueName?: string): Flag {
  const unsupported = 'a Docker daemon running on windows, but the Docker daemon is running on linux';
  return { name, type, usage, unsupported, hidden: true, ...(valueName === undefined ? {} : { valueName }) };
}

export const trustFlag: Flag = {
  name: 'disable-content-trust',
  type: 'bool',
  default: true,
  usage: 'Do not verify or sign images',
};

export const platformFlag: Flag = { name: 'platform', type: 'string', usage: 'Choose a platform: os/architecture' };
