/** What is wrong with the values of flags, in the client's words; undefined when nothing is. */
import { parseBinarySize } from '../../../base/units';

type Problem = string | undefined;

export function sizeProblem(text: string): Problem {
  const parsed = parseBinarySize(text);
  return parsed.ok ? undefined : parsed.error;
}

/** Swap may be without a limit. */
export function swapProblem(text: string): Problem {
  return text === '-1' ? undefined : sizeProblem(text);
}

export function labelProblem(text: string): Problem {
  return text === '' || text.startsWith('=') ? `invalid label '${text}': empty name` : undefined;
}

export function variableProblem(text: string): Problem {
  return text === '' || text.startsWith('=') ? `invalid environment variable: ${text}` : undefined;
}

export function filterProblem(text: string): Problem {
  return text === '' || text.includes('=') ? undefined : 'bad format of filter (expected name=value)';
}

/** Billionths of a CPU: decimals, exponents and fractions; a text when it is none. */
export function readCpus(text: string): number | string {
  const [, sign = '', whole = '', decimals = '', exponent = '0', divisor = '1'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?(?:\/(\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${decimals}`;
  const power = Number(exponent) - decimals.length + 9;
  if (digits === '' || Number(divisor) === 0) return `failed to parse ${text} as a rational number`;
  const upper = BigInt(digits) * 10n ** BigInt(Math.max(power, 0));
  const lower = BigInt(divisor) * 10n ** BigInt(Math.max(-power, 0));
  if (upper % lower !== 0n) return 'value is too precise';
  return Number(upper / lower) * (sign === '-' ? -1 : 1);
}

export function cpusProblem(text: string): Problem {
  const read = readCpus(text);
  return typeof read === 'string' ? read : undefined;
}

export function isAddress(text: string): boolean {
  const plain = text.replace(/^\[(.*)\]$/, '$1');
  if (plain.includes(':')) return /^[0-9a-f:.]+$/i.test(plain);
  const parts = plain.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

/** `.` is none at all. */
export function domainProblem(text: string): Problem {
  const domain = text.trim().replace(/\.$/, '');
  const isDomain = domain.split('.').every((part) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(part));
  return domain === '' || (isDomain && /[a-z]/i.test(domain)) ? undefined : `${text} is not a valid domain`;
}

export function addHostProblem(text: string): Problem {
  const at = text.search(/[:=]/);
  const address = text.slice(at + 1);
  if (at <= 0) return `bad format for add-host: ${JSON.stringify(text)}`;
  if (address === 'host-gateway' || isAddress(address)) return undefined;
  return `invalid IP address in add-host: ${JSON.stringify(address)}`;
}

export function linkProblem(text: string): Problem {
  if (text === '') return 'empty string specified for links';
  return text.split(':').length > 2 ? `bad format for links: ${text}` : undefined;
}

const ULIMITS = new Set([
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
]);

export function ulimitProblem(text: string): Problem {
  const [name = '', value, extra] = text.split('=');
  if (value === undefined || extra !== undefined) return `invalid ulimit argument: ${text}`;
  if (!ULIMITS.has(name)) return `invalid ulimit type: ${name}`;
  const [soft = '', hard = soft, more] = value.split(':');
  if (more !== undefined) return `too many limit value arguments - ${value}, can only have up to two, \`soft[:hard]\``;
  const bad = [soft, hard].find((limit) => !/^[+-]?\d+$/.test(limit));
  if (bad !== undefined) return `strconv.ParseInt: parsing ${JSON.stringify(bad)}: invalid syntax`;
  if (Number(hard) === -1 || Number(soft) <= Number(hard)) return undefined;
  return `ulimit soft limit must be less than or equal to hard limit: ${Number(soft)} > ${Number(hard)}`;
}

const SYSCTLS = /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$|net\.|fs\.mqueue\.)/;

export function sysctlProblem(text: string): Problem {
  const [name = '', value] = text.split('=');
  return value !== undefined && SYSCTLS.test(name) ? undefined : `sysctl '${text}' is not allowed`;
}

export function deviceRuleProblem(text: string): Problem {
  return /^[acb] (\d+|\*):(\d+|\*) [rwm]{1,3}$/.test(text) ? undefined : `invalid device cgroup format '${text}'`;
}

const GPU_KEYS = ['driver', 'count', 'device', 'capabilities', 'options'];

/** `all`, `2`, or `driver=nvidia,"device=0,1"`. */
export function gpuProblem(text: string): Problem {
  for (const field of text.match(/"[^"]*"|[^,]+/g) ?? []) {
    const [key = '', value] = field.replace(/^"|"$/g, '').split('=');
    if (value !== undefined && !GPU_KEYS.includes(key)) return `unexpected key '${key}' in '${field}'`;
    const count = value === undefined ? key : key === 'count' ? value : 'all';
    if (count === 'all' || /^-?\d+$/.test(count)) continue;
    return `invalid count (${count}): value must be either "all" or an integer: invalid syntax`;
  }
  return undefined;
}

export function smallNumberProblem(text: string): Problem {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) return `strconv.ParseUint: parsing ${quoted}: invalid syntax`;
  return Number(text) > 65_535 ? `strconv.ParseUint: parsing ${quoted}: value out of range` : undefined;
}

export function deviceWeightProblem(text: string): Problem {
  const [path = '', weight] = text.split(':');
  if (path === '' || weight === undefined) return `bad format: ${text}`;
  if (!path.startsWith('/dev/')) return `bad format for device path: ${text}`;
  if (weight === '0' || (/^\d+$/.test(weight) && Number(weight) >= 10 && Number(weight) <= 1000)) return undefined;
  return `invalid weight for device: ${text}`;
}

/** @param units true where the rate is one of bytes */
export function deviceRateProblem(units: boolean): (text: string) => Problem {
  return (text) => {
    const [path = '', rate] = text.split(':');
    if (path === '' || rate === undefined) return `bad format: ${text}`;
    if (!path.startsWith('/dev/')) return `bad format for device path: ${text}`;
    if (units ? parseBinarySize(rate).ok : /^\d+$/.test(rate)) return undefined;
    const form = units ? '<device-path>:<number>[<unit>]' : '<device-path>:<number>';
    const unit = units ? '. Unit is optional and can be kb, mb, or gb' : '';
    return `invalid rate for device: ${text}. The correct format is ${form}. Number must be a positive integer${unit}`;
  };
}
