/** Logging drivers and their options, in moby's order and words. Those that send logs away find nobody to send them to. */
import type { HostConfig } from './dockerContainer';

type Options = Readonly<Record<string, string>>;

const FILE = ['compress', 'max-file', 'max-size'];
const TAGS = ['env', 'env-regex', 'labels', 'labels-regex', 'tag'];
/** Of all drivers: how the daemon hands lines on, and its own copy for `docker logs`. */
const COMMON = [
  ...['mode', 'max-buffer-size'],
  ...['cache-disabled', 'cache-max-size', 'cache-max-file', 'cache-compress'],
];

interface LogDriver {
  readonly options: readonly string[];
  /** An option that a container can't be made without, and what the driver says then. */
  readonly needs?: readonly [option: string, complaint: string];
  /** Why it can't be started on this machine. */
  readonly away?: string;
}

const DRIVERS: Readonly<Record<string, LogDriver>> = {
  'json-file': { options: [...FILE, ...TAGS] },
  local: { options: FILE },
  journald: { options: TAGS, away: 'journald is not enabled on this host' },
  syslog: {
    options: [...TAGS, 'syslog-address', 'syslog-facility', 'syslog-format'],
    away: 'Unix syslog delivery error',
  },
  fluentd: {
    options: [...TAGS, 'fluentd-address', 'fluentd-async', 'fluentd-max-retries'],
    away: 'dial tcp 127.0.0.1:24224: connect: connection refused',
  },
  gelf: {
    options: [...TAGS, 'gelf-address', 'gelf-compression-type'],
    needs: ['gelf-address', 'gelf-address is a required parameter'],
  },
  awslogs: {
    options: ['awslogs-group', 'awslogs-region', 'awslogs-stream', 'awslogs-create-group', 'tag'],
    needs: ['awslogs-group', "must specify a value for log opt 'awslogs-group'"],
  },
  splunk: { options: [...TAGS, 'splunk-token', 'splunk-url'], away: 'splunk: splunk-url is expected' },
};

/** What is wrong with a container's logging when it is made. */
export function logConfigProblem({ LogDriver: name, LogOptions: options = {} }: HostConfig): string | undefined {
  const driver = DRIVERS[name || 'json-file'];
  if (name === 'none') return undefined;
  if (driver === undefined) return `error looking up logging plugin ${name}: plugin ${JSON.stringify(name)} not found`;
  const common = commonProblem(options);
  if (common !== undefined) return common;
  const unknown = Object.keys(options)
    .filter((key) => !COMMON.includes(key))
    .find((key) => !driver.options.includes(key));
  if (unknown !== undefined) {
    return name === 'local'
      ? `unknown log opt '${unknown}' for log driver local`
      : `unknown log opt '${unknown}' for ${name || 'json-file'} log driver`;
  }
  const [needed, complaint] = driver.needs ?? [];
  return needed !== undefined && options[needed] === undefined ? complaint : undefined;
}

function commonProblem(options: Options): string | undefined {
  const { mode = '' } = options;
  const buffer = options['max-buffer-size'];
  if (!['', 'blocking', 'non-blocking'].includes(mode)) return `logger: logging mode not supported: ${mode}`;
  if (buffer === undefined) return undefined;
  if (mode !== 'non-blocking') return "logger: max-buffer-size option is only supported with 'mode=non-blocking'";
  return bytesOf(buffer) === undefined ? `error parsing option max-buffer-size: invalid size: '${buffer}'` : undefined;
}

/** What is wrong when it is started. */
export function logStartProblem({ LogDriver: name, LogOptions: options = {} }: HostConfig): string | undefined {
  const driver = DRIVERS[name];
  if (driver === undefined || name === 'none') return undefined;
  const elsewhere = Object.keys(options).find((key) => key.startsWith(`${name}-`));
  const problem =
    elsewhere === undefined
      ? (driver.away ?? fileProblem(name, options))
      : `log driver ${name} with ${elsewhere} is not simulated here`;
  return problem === undefined ? undefined : `failed to initialize logging driver: ${problem}`;
}

function fileProblem(name: string, options: Options): string | undefined {
  const { compress } = options;
  const [size, files] = [options['max-size'], options['max-file']];
  const bytes = size === undefined ? undefined : bytesOf(size);
  const local = name === 'local';
  if (size !== undefined && bytes === undefined) {
    return `${local ? `invalid value for max-size: ${size}: ` : ''}invalid size: '${size}'`;
  }
  if (bytes === 0) return 'max-size must be a positive number';
  if (files !== undefined && !/^[+-]?\d+$/.test(files)) {
    const why = `strconv.Atoi: parsing ${JSON.stringify(files)}: invalid syntax`;
    return local ? `invalid value for max-file: ${files}: ${why}` : why;
  }
  if (Number(files ?? 1) < 1) return 'max-file cannot be less than 1';
  if (compress === undefined || /^(0|f|false)$/i.test(compress)) return undefined;
  if (!/^(1|t|true)$/i.test(compress)) return `strconv.ParseBool: parsing ${JSON.stringify(compress)}: invalid syntax`;
  if (local || (bytes !== undefined && Number(files ?? 1) > 1)) return undefined;
  return 'compress cannot be true when max-file is less than 2 or max-size is not set';
}

/** How much of a log is kept: the newest `files` files of so many bytes; undefined: all of it. */
export function logLimit(host: HostConfig): { readonly bytes: number; readonly files: number } | undefined {
  const { 'max-size': size, 'max-file': files } = host.LogOptions ?? {};
  const bytes = size === undefined ? undefined : bytesOf(size);
  if (bytes === undefined) return undefined;
  return { bytes, files: Math.max(1, Number(files ?? (host.LogDriver === 'local' ? 5 : 1))) };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

function bytesOf(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([bkmgt]?)b?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Math.floor(Number(number) * (UNITS[unit.toLowerCase()] ?? 1));
}
