/** What the keys do. */
import type { Routine } from '../../engine/processes/routine';
import type { ClusterObject } from '../../kinds/object';
import { type ApiResource, resourcePath } from '../kubectl/client/discovery';
import type { App, Narrowing } from './app';
import { runAndSay, runCommand, runPrompt } from './commands';
import { helpText, RESTARTABLE, SCALABLE } from './hints';
import { keysOf } from './keys';
import { keyOf } from './liveRows';
import type { Row } from './rows';
import { type ListView, listName, rowsIn, type TextView } from './view';

/** A page of the bar, in rows. */
const PAGE = 10;

export function drive(app: App, data: string): void {
  for (const key of keysOf(data)) {
    if (app.leaving) return;
    press(app, key);
    app.changed();
  }
}

function press(app: App, key: string): void {
  if (key === 'ctrl-c') {
    app.leaving = true;
    return;
  }
  if (app.prompt !== undefined) {
    runPrompt(app, key);
    return;
  }
  const { view } = app;
  if (general(app, key) || view === undefined) return;
  if (view.kind === 'text') moveText(view, key);
  else if (!moveBar(view, key)) act(app, view, key);
}

/** Keys that do the same everywhere. */
function general(app: App, key: string): boolean {
  const { view } = app;
  switch (key) {
    case ':':
      app.prompt = { kind: 'command', text: '' };
      return true;
    case '/':
      app.prompt = { kind: 'filter', text: view?.filter ?? '' };
      return true;
    case '?':
      if (view !== undefined && !(view.kind === 'text' && view.title === 'help')) {
        const lines = helpText(view);
        app.show({ kind: 'text', title: 'help', lines, follow: false, stop: () => undefined, filter: '', top: 0 });
      }
      return true;
    case 'esc':
      if (view !== undefined && view.filter !== '') view.filter = '';
      else app.back();
      return true;
    case 'q':
      app.back();
      return true;
    default:
      return false;
  }
}

function moveText(view: TextView, key: string): void {
  const by: Readonly<Record<string, number>> = { j: 1, down: 1, k: -1, up: -1, 'page down': PAGE, 'page up': -PAGE };
  const step = by[key];
  if (key === 's') view.follow = !view.follow && view.title.startsWith('logs');
  else if (key === 'g' || key === 'home') [view.follow, view.top] = [false, 0];
  else if (key === 'G' || key === 'end') view.top = view.lines.length;
  else if (step !== undefined) {
    view.follow = false;
    view.top = Math.max(0, view.top + step);
  }
}

function moveBar(view: ListView, key: string): boolean {
  const rows = rowsIn(view);
  const last = rows.length - 1;
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === view.selected),
  );
  const to: Readonly<Record<string, number>> = {
    j: at + 1,
    down: at + 1,
    k: at - 1,
    up: at - 1,
    g: 0,
    home: 0,
    G: last,
    end: last,
    'page down': at + PAGE,
    'page up': at - PAGE,
  };
  const next = to[key];
  if (next === undefined) return false;
  const row = rows[Math.max(0, Math.min(last, next))];
  if (row !== undefined) view.selected = keyOf(row);
  return true;
}

function act(app: App, view: ListView, key: string): void {
  const name = listName(view);
  if (/^[0-9]$/.test(key)) {
    goToNamespace(app, view, key === '0' ? '' : app.favourites[Number(key) - 1]);
    return;
  }
  const row = rowsIn(view).find((one) => keyOf(one) === view.selected);
  if (row === undefined) return;
  if (view.of === 'contexts') {
    if (key === 'enter') {
      app.useContext(row.name);
      runCommand(app, 'pods');
    }
  } else if (view.of === 'containers') actOnContainer(app, view, row, key);
  else actOnObject(app, view.of, row, key, name);
}

function goToNamespace(app: App, view: ListView, namespace: string | undefined): void {
  if (namespace === undefined || typeof view.of === 'string' || !view.of.namespaced) return;
  app.namespace = namespace;
  app.showAlone(app.list(view.of, namespace));
}

function actOnContainer(app: App, { pod }: ListView, row: Row, key: string): void {
  if (pod === undefined) return;
  if (key === 'l' || key === 'enter') {
    app.show(app.logs(`logs ${pod.name}:${row.name}`, [pod.name, '-c', row.name, '-n', pod.namespace]));
  } else if (key === 's') shell(app, pod, row.name);
}

function actOnObject(app: App, resource: ApiResource, row: Row, key: string, name: string): void {
  const type = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
  const where = resource.namespaced ? ['-n', row.namespace] : [];
  const target = [type, row.name, ...where];
  const what = `${resource.singular} ${row.name}`;
  switch (key) {
    case 'enter':
      enter(app, resource, row);
      break;
    case 'd':
      app.show(app.text(`describe ${what}`, app.kubectl('describe', ...target)));
      break;
    case 'y':
      app.show(app.text(`yaml ${what}`, app.kubectl('get', ...target, '-o', 'yaml')));
      break;
    case 'e':
      if (mayWrite(app)) app.handOver(app.kubectl('edit', ...target));
      break;
    case 'l':
      if (name === 'pods' || SCALABLE.has(name)) {
        app.show(app.logs(`logs ${row.name}`, [`${type}/${row.name}`, '--all-containers', ...where]));
      }
      break;
    case 's':
      if (name === 'pods') shell(app, row);
      else if (SCALABLE.has(name) && mayWrite(app)) {
        app.prompt = { kind: 'scale', text: '', argv: app.kubectl('scale', `${type}/${row.name}`, ...where), what };
      }
      break;
    case 'r':
      if (RESTARTABLE.has(name) && mayWrite(app)) {
        runAndSay(app, app.kubectl('rollout', 'restart', `${type}/${row.name}`, ...where));
      }
      break;
    case 'ctrl-d':
      if (mayWrite(app)) {
        app.prompt = { kind: 'confirm', argv: app.kubectl('delete', ...target, '--wait=false'), what };
      }
      break;
    default:
  }
}

/** What is behind an object: its pods, their containers; where there is nothing, its description. */
function enter(app: App, resource: ApiResource, row: Row): void {
  const { plural, group } = resource;
  if (plural === 'pods') {
    app.show(app.containers(row));
  } else if (plural === 'namespaces') {
    app.namespace = row.name;
    app.remember(row.name);
    runCommand(app, 'pods');
  } else if (plural === 'nodes' && group === '') {
    showPods(app, '', () => ({ fieldSelector: `spec.nodeName=${row.name}` }));
  } else if (SCALABLE.has(plural) || plural === 'daemonsets' || plural === 'jobs' || plural === 'services') {
    app.start(function* (): Routine<void> {
      const object = yield* app.access.call<ClusterObject>({
        method: 'GET',
        path: resourcePath(resource, row.namespace, row.name),
      });
      const labelSelector = selectorOf(object);
      if (labelSelector === '') app.say(`${row.name} has no selector`, true);
      else showPods(app, row.namespace, () => ({ labelSelector }));
    });
  } else {
    app.show(app.text(`describe ${resource.singular} ${row.name}`, describeOf(app, resource, row)));
  }
}

function describeOf(app: App, resource: ApiResource, row: Row): readonly string[] {
  const type = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
  return app.kubectl('describe', type, row.name, ...(resource.namespaced ? ['-n', row.namespace] : []));
}

function showPods(app: App, namespace: string, narrowing: () => Narrowing): void {
  app.start(function* (): Routine<void> {
    const pods = yield* app.find('pods');
    app.show(app.list(pods, namespace, narrowing()));
  });
}

/** The selector as the API takes it in a query. */
function selectorOf({ spec }: ClusterObject & { readonly spec?: unknown }): string {
  const selector = (spec as { readonly selector?: unknown } | undefined)?.selector;
  const { matchLabels, matchExpressions } = (selector ?? {}) as {
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
  };
  const labels =
    matchLabels ?? (matchExpressions === undefined ? (selector as Readonly<Record<string, string>> | undefined) : {});
  const plain = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const sets = (matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...plain, ...sets].join(',');
}

function shell(app: App, pod: Pick<Row, 'namespace' | 'name'>, container?: string): void {
  const where = container === undefined ? [] : ['-c', container];
  const start = 'command -v bash >/dev/null && exec bash || exec sh';
  app.handOver(app.kubectl('exec', '-it', '-n', pod.namespace, pod.name, ...where, '--', 'sh', '-c', start));
}

function mayWrite(app: App): boolean {
  if (app.settings.readOnly) app.say('k9s was started with --readonly', true);
  return !app.settings.readOnly;
}
