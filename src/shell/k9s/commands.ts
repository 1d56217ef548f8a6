/** What is typed behind a colon, a slash or a question. */
import type { Routine } from '../../engine/processes/routine';
import type { App } from './app';
import { helpText } from './hints';
import { capture } from './subprocess';
import type { Prompt } from './view';

const LEAVE = new Set(['q', 'q!', 'qa', 'quit', 'exit']);
const MISSING = new Set([
  'xray',
  'pulses',
  'pulse',
  'pu',
  'popeye',
  'pop',
  'portforwards',
  'pf',
  'benchmarks',
  'be',
  'screendumps',
  'sd',
  'dir',
  'helm',
]);

/** Goes where a command says: a type, with a namespace or `all` behind it. */
export function runCommand(app: App, line: string): void {
  const [word = '', argument] = line.trim().split(/\s+/);
  if (word === '') return;
  if (LEAVE.has(word)) {
    app.leaving = true;
  } else if (['help', 'h', '?'].includes(word)) {
    const lines = app.view === undefined ? [] : helpText(app.view);
    app.show({ kind: 'text', title: 'help', lines, follow: false, stop: () => undefined, filter: '', top: 0 });
  } else if (['ctx', 'context', 'contexts'].includes(word)) {
    if (argument === undefined) app.showAlone(app.contexts());
    else if (app.access.config.contexts.has(argument)) {
      app.useContext(argument);
      runCommand(app, 'pods');
    } else app.say(`there is no context ${argument}`, true);
  } else if (MISSING.has(word)) {
    app.say(`${word} is not simulated here`, true);
  } else {
    app.start(() => showType(app, word, argument));
  }
}

function* showType(app: App, word: string, argument: string | undefined): Routine<void> {
  const discovery = yield* app.access.discovery(1);
  const known = discovery.resources.some(
    ({ plural, singular, shortNames, group }) =>
      [plural, singular, ...shortNames].includes(word.toLowerCase()) || `${plural}.${group}` === word,
  );
  if (!known) {
    app.say(`"${word}" command not found`, true);
    return;
  }
  const resource = yield* app.find(word.toLowerCase());
  if (resource.plural === 'namespaces' && argument !== undefined) {
    goTo(app, argument);
    app.showAlone(app.list(yield* app.find('pods'), app.namespace));
    return;
  }
  if (argument !== undefined) goTo(app, argument);
  app.showAlone(app.list(resource, resource.namespaced ? app.namespace : ''));
}

function goTo(app: App, namespace: string): void {
  app.namespace = namespace === 'all' ? '' : namespace;
  app.remember(app.namespace);
}

/** A key while something is asked. */
export function runPrompt(app: App, key: string): void {
  const { prompt } = app;
  if (prompt === undefined) return;
  if (prompt.kind === 'confirm') {
    app.prompt = undefined;
    if (key === 'y' || key === 'Y' || key === 'enter') runAndSay(app, prompt.argv);
    return;
  }
  if (key === 'esc') {
    app.prompt = undefined;
    if (prompt.kind === 'filter' && app.view !== undefined) app.view.filter = '';
  } else if (key === 'enter') {
    app.prompt = undefined;
    finish(app, prompt);
  } else if (key === 'backspace') prompt.text = [...prompt.text].slice(0, -1).join('');
  else if (key === 'ctrl-u') prompt.text = '';
  else if ([...key].length === 1) prompt.text += key;
  // a filter works while it is typed
  if (prompt.kind === 'filter' && app.prompt === prompt && app.view !== undefined) app.view.filter = prompt.text;
}

function finish(app: App, prompt: Exclude<Prompt, { kind: 'confirm' }>): void {
  if (prompt.kind === 'command') runCommand(app, prompt.text);
  else if (prompt.kind === 'scale') {
    if (/^\d+$/.test(prompt.text)) runAndSay(app, [...prompt.argv, `--replicas=${prompt.text}`]);
    else app.say('replicas must be a number', true);
  }
}

/** Runs a command and says its last line. */
export function runAndSay(app: App, argv: readonly string[]): void {
  app.start(function* (): Routine<void> {
    const { text, code } = yield* capture(app.process, argv);
    app.say(text, code !== 0);
  });
}
