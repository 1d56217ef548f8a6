/** Ways to get a docker command slightly wrong: an option dropped, another port, name, tag, image or limit. */
import { commandWords } from './commandWords';

/** Options of `docker` that take a value, as lessons use them; others are switches. */
const VALUED: ReadonlySet<string> = new Set(
  (
    '-p --publish -v --volume --mount -e --env -l --label -t --tag -f --file -m --memory --memory-swap --cpus --name ' +
    '--network --net --hostname -h --restart -w --workdir -u --user --entrypoint --pids-limit --target --build-arg ' +
    '--pid --ipc --uts --change -c --message --author -a --driver --subnet --platform --health-cmd --cgroup-parent'
  ).split(' '),
);
/** Words after which `-t` and `-a` take no value: a terminal, all. */
const TERMINAL: ReadonlySet<string> = new Set(['run', 'create', 'exec', 'start']);
/** Options that only say how something is shown, how long it takes or where the learner's keys go. */
const PACE =
  /^(-[dit]+|--detach|--interactive|--tty|-q|--quiet|--no-trunc|--time|--follow|--timestamps|--tail|--progress|--format)$/;
/** What an image's name comes after, and its command follows. */
const RUNS: ReadonlySet<string> = new Set(['run', 'create']);
/** Whose first operand is a container, whatever follows being a command. */
const ENTERS: ReadonlySet<string> = new Set(['exec']);
const GROUPS: ReadonlySet<string> = new Set(['container', 'image', 'volume', 'network', 'system']);

/** A word of the command that may be otherwise, with what belongs to it. */
interface Part {
  readonly from: number;
  readonly to: number;
  /** '' for an operand. */
  readonly flag: string;
  readonly value: string | undefined;
  /** The value is a word of its own. */
  readonly apart: boolean;
}

/** `command` is one command without anything of the shell. */
export function wrongDocker(command: string): readonly string[] {
  const words = commandWords(command);
  const first = GROUPS.has(words[1] ?? '') ? 3 : 2;
  const verb = words[first - 1] ?? '';
  return partsOf(words, first, verb).flatMap((part) =>
    otherVersions(verb, part).map((by) => [...words.slice(0, part.from), ...by, ...words.slice(part.to)].join(' ')),
  );
}

function partsOf(words: readonly string[], first: number, verb: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = first; at < words.length; at = parts.at(-1)?.to ?? words.length) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') {
      parts.push({ from: at, to: at + 1, flag: '', value: word, apart: true });
      // what follows belongs to the container
      if (RUNS.has(verb) || ENTERS.has(verb)) break;
      continue;
    }
    const [flag = '', ...given] = word.split('=');
    const apart = given.length === 0 && takesValue(verb, flag);
    const value = apart ? words[at + 1] : given.length > 0 ? given.join('=') : undefined;
    parts.push({ from: at, to: at + (apart ? 2 : 1), flag, value, apart });
  }
  return parts;
}

/** The words that could stand in its place. */
function otherVersions(verb: string, { flag, value, apart }: Part): readonly (readonly string[])[] {
  if (flag === '') return value === '.' ? [] : otherOperands(verb, value ?? '').map((other) => [other]);
  if (PACE.test(flag) && !(flag === '-t' && apart)) return [];
  return [[], ...otherValues(flag, value).map((other) => (apart ? [flag, other] : [`${flag}=${other}`]))];
}

function takesValue(verb: string, flag: string): boolean {
  if ((flag === '-t' || flag === '-a') && TERMINAL.has(verb)) return false;
  return VALUED.has(flag);
}

function otherOperands(verb: string, word: string): readonly string[] {
  if (!RUNS.has(verb) && verb !== 'pull' && verb !== 'tag' && verb !== 'push') return [`${word}x`];
  const [name = '', tag] = word.split(':');
  return tag === undefined ? [`${name}x`, `${name}:other`] : [`${name}x:${tag}`, name, `${name}:${tag}x`];
}

function otherValues(flag: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const ports = /^(\d+):(\d+)$/.exec(value);
  if (ports !== null) {
    const [, host, container] = ports.map(Number);
    const swapped = host === container ? [] : [`${container}:${host}`];
    return [`${Number(host) + 1}:${container}`, `${host}:${Number(container) + 1}`, ...swapped];
  }
  const amount = /^(\d+)([a-z]*)$/.exec(value);
  if (amount !== null) return [`${Number(amount[1]) * 2 + 1}${amount[2]}`];
  if (flag === '-t' || flag === '--tag' || flag === '--name') return [`${value}x`];
  if (value.includes(':') || value.includes('=')) return [`${value}x`];
  return [];
}
