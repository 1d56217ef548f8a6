/** docker events: what happens at the daemon, until it is interrupted. */
import { formatNanoTime } from '../../../../base/time';
import type { DaemonEvent, Filters } from '../../../../engine/docker/daemon';
import { GoStruct } from '../../../templates/goStruct';
import { goTemplate } from '../../../templates/goTemplate';
import { follow } from '../../client/follow';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { dockerFunctions } from '../../format/dockerFunctions';
import { BAD_TEMPLATE } from '../../format/factsText';
import { readFilters } from '../../options/filters';
import { filterFlag } from '../../options/sharedFlags';
import { momentOf } from '../container/logs';

export const events: DockerCommand = {
  name: 'events',
  usage: '[OPTIONS]',
  short: 'Get real time events from the server',
  calls: 'docker system events, docker events',
  args: { exactly: 0 },
  flags: [
    filterFlag,
    { name: 'format', type: 'string', usage: "How to print each: 'json', or a Go template" },
    { name: 'since', type: 'string', usage: 'From a moment on, or so long ago' },
    { name: 'until', type: 'string', usage: 'Until a moment' },
  ],
  *run({ flags, client, process, print }) {
    const { now } = process.clock;
    const since = momentOf(flags.string('since'), '', now);
    const until = momentOf(flags.string('until'), '', now);
    const filters = readFilters(flags.strings('filter'));
    const show = printer(flags.string('format'));
    const take = (event: DaemonEvent) => {
      if (matches(event, filters)) print(`${show(event)}\n`);
    };
    const past = yield* client.ask('GET /events', (daemon) => ({ ok: true, value: daemon.events }) as const);
    if (since !== undefined) {
      for (const event of past) if (event.time >= since && (until === undefined || event.time <= until)) take(event);
    }
    if (until !== undefined && until <= process.clock.now) return 0;
    const whenOver = (over: () => void) => {
      if (until === undefined) return () => {};
      const timer = process.clock.after(until - process.clock.now, over);
      return () => timer.cancel();
    };
    yield* follow<DaemonEvent>((hear) => client.listen((daemon) => daemon.onEvent(hear)), whenOver, take);
    return 0;
  },
};

function printer(format: string): (event: DaemonEvent) => string {
  if (format === '') return line;
  const text = (format === 'json' ? '{{json .}}' : format).replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  const template = goTemplate(text, { name: '', allowMissing: true, functions: dockerFunctions });
  if (!template.ok) throw badFormat(template.error);
  // The client tries it before it asks for anything.
  const tried = template.value(view(NOTHING));
  if (!tried.ok) throw badFormat(tried.error);
  return (event) => {
    const shown = template.value(view(event));
    if (shown.ok) return shown.value;
    throw badFormat(shown.error);
  };
}

const NOTHING: DaemonEvent = { Type: 'container', Action: '', Actor: { ID: '', Attributes: {} }, time: 0 };

function badFormat(why: string): CliFailure {
  return new CliFailure(`Error parsing format: ${why}`, BAD_TEMPLATE);
}

/** `TIME TYPE ACTION ID (name=value, ...)`. */
function line({ Type, Action, Actor, time }: DaemonEvent): string {
  const attributes = Object.entries(Actor.Attributes).map(([name, value]) => `${name}=${value}`);
  const end = attributes.length === 0 ? '' : ` (${attributes.join(', ')})`;
  return `${formatNanoTime(time)} ${Type} ${Action} ${Actor.ID}${end}`;
}

function view({ Type, Action, Actor, time }: DaemonEvent): GoStruct {
  const common = { Type, Action, Actor: { ID: Actor.ID, Attributes: Actor.Attributes }, scope: 'local' };
  const times = { time: Math.floor(time / 1000), timeNano: time * 1e6 };
  const old =
    Type === 'container' || Type === 'image'
      ? { status: Action, id: Actor.ID, ...(Type === 'container' ? { from: Actor.Attributes['image'] ?? '' } : {}) }
      : {};
  const fields = {
    Status: Action,
    ID: Actor.ID,
    From: Actor.Attributes['image'] ?? '',
    Type,
    Action,
    Actor: { ID: Actor.ID, Attributes: Actor.Attributes },
    Scope: 'local',
    Time: times.time,
    TimeNano: times.timeNano,
  };
  const json = { ...old, ...common, ...times };
  return new GoStruct('*events.Message', new Map(Object.entries(fields).map(([name, value]) => [name, () => value])), {
    json,
  });
}

/** What never happens here; the daemon takes no notice of names that it doesn't know. */
const OTHER_FILTERS = new Set(['config', 'daemon', 'node', 'plugin', 'secret', 'service']);

function matches({ Type, Action, Actor }: DaemonEvent, filters: Filters): boolean {
  const { ID, Attributes } = Actor;
  const named = (type: DaemonEvent['Type'], text: string) =>
    Type === type && (ID.startsWith(text) || Attributes['name'] === text);
  return Object.entries(filters).every(([name, values]) =>
    values.some((value) => {
      if (name === 'type') return Type === value;
      if (name === 'event') return Action === value || Action.startsWith(`${value}:`);
      if (name === 'container') return named('container', value) || Attributes['container'] === value;
      if (name === 'image') return named('image', value) || Attributes['image']?.split(':')[0] === value.split(':')[0];
      if (name === 'network' || name === 'volume') return named(name, value);
      if (name === 'scope') return value === 'local';
      if (name !== 'label') return !OTHER_FILTERS.has(name);
      const [key = '', wanted] = value.split('=');
      return wanted === undefined ? key in Attributes : Attributes[key] === wanted;
    }),
  );
}
