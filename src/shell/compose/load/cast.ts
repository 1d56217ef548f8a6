/** What a text becomes where a compose file wants a number or a truth value, once its variables are filled in. */
import { fail, ok, type Result } from '../../../base/result';
import { matchesAny, type Path } from './paths';

const WHOLE = [
  'services.*.healthcheck.retries',
  'services.*.deploy.replicas',
  'services.*.deploy.update_config.parallelism',
  'services.*.deploy.rollback_config.parallelism',
  'services.*.deploy.restart_policy.max_attempts',
  'services.*.deploy.placement.max_replicas_per_node',
  'services.*.ports.[].target',
  'services.*.ulimits.*',
  'services.*.ulimits.*.hard',
  'services.*.ulimits.*.soft',
  'services.*.scale',
];
/** Compose reads these with another function, whose complaints name it. */
const LONG = [
  'services.*.cpu_count',
  'services.*.cpu_period',
  'services.*.cpu_quota',
  'services.*.cpu_rt_period',
  'services.*.cpu_rt_runtime',
  'services.*.cpu_shares',
  'services.*.oom_score_adj',
  'services.*.pids_limit',
];
const FRACTION = [
  'services.*.cpus',
  'services.*.cpu_percent',
  'services.*.deploy.update_config.max_failure_ratio',
  'services.*.deploy.rollback_config.max_failure_ratio',
];
const TRUTH = [
  'services.*.attach',
  'services.*.build.no_cache',
  'services.*.build.privileged',
  'services.*.build.pull',
  'services.*.depends_on.*.required',
  'services.*.env_file.[].required',
  'services.*.healthcheck.disable',
  'services.*.init',
  'services.*.oom_kill_disable',
  'services.*.privileged',
  'services.*.read_only',
  'services.*.stdin_open',
  'services.*.tty',
  'services.*.volumes.[].read_only',
  'services.*.volumes.[].volume.nocopy',
  'services.*.volumes.[].bind.create_host_path',
  'networks.*.external',
  'networks.*.internal',
  'networks.*.attachable',
  'networks.*.enable_ipv4',
  'networks.*.enable_ipv6',
  'volumes.*.external',
  'secrets.*.external',
  'configs.*.external',
];
const OLD_WORDS: Readonly<Record<string, boolean>> = { y: true, yes: true, on: true, n: false, no: false, off: false };

/** The value for a place; the error is the reason that compose gives. `warn` is told of YAML 1.1's words for truth. */
export function cast(text: string, path: Path, warn: (message: string) => void): Result<unknown, string> {
  if (matchesAny(path, TRUTH)) return truth(text, warn);
  if (matchesAny(path, WHOLE)) return /^[-+]?\d+$/.test(text) ? ok(Number(text)) : syntax('Atoi', text);
  if (matchesAny(path, LONG)) return /^[-+]?\d+$/.test(text) ? ok(Number(text)) : syntax('ParseInt', text);
  if (matchesAny(path, FRACTION))
    return text !== '' && Number.isFinite(Number(text)) ? ok(Number(text)) : syntax('ParseFloat', text);
  return ok(text);
}

function truth(text: string, warn: (message: string) => void): Result<boolean, string> {
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return ok(lower === 'true');
  const old = OLD_WORDS[lower];
  if (old === undefined) return fail(`invalid boolean: ${text}`);
  warn(`"${text}" for boolean is not supported by YAML 1.2, please use \`${old}\``);
  return ok(old);
}

function syntax(how: string, text: string): Result<never, string> {
  return fail(`strconv.${how}: parsing ${JSON.stringify(text)}: invalid syntax`);
}
