/** BuildKit's progress on a terminal: a block of one line a vertex, drawn again as things happen and time passes. */
import { decimalSize } from '../../../base/units';
import type { BuildProgress } from '../../../engine/docker/build/request';

type State = 'running' | 'done' | 'cached' | 'failed' | 'canceled';

interface Vertex {
  readonly name: string;
  state: State;
  readonly began: number;
  ended: number;
  readonly details: Map<string, Detail>;
  readonly logs: string[];
}

interface Detail {
  text: string;
  readonly began: number;
  ended: number | undefined;
}

/** Where it is drawn. */
export interface BuildScreen {
  readonly write: (text: string) => void;
  readonly now: () => number;
  readonly columns: number;
  readonly rows: number;
}

/** Lines of a running step's output that are shown. */
const LOG_LINES = 6;
const BUILDER = 'docker:default';

export class TerminalBuild {
  readonly #screen: BuildScreen;
  readonly #began: number;
  readonly #vertexes = new Map<string, Vertex>();
  #drawn = 0;

  constructor(screen: BuildScreen) {
    this.#screen = screen;
    this.#began = screen.now();
  }

  show(event: BuildProgress): void {
    if (event.kind === 'text' || event.kind === 'warning' || event.kind === 'failure') return;
    const vertex = this.#vertex(event);
    vertex.ended = event.at;
    if (event.kind === 'status') detailed(vertex, event);
    else if (event.kind === 'log') vertex.logs.push(...logLines(event));
    else if (event.kind === 'error') vertex.state = 'failed';
    else if (event.kind !== 'start') vertex.state = event.kind;
    this.tick();
  }

  /** Draws it as it is now. */
  tick(): void {
    this.#draw(false);
  }

  finish(): void {
    this.#draw(true);
    const failed = [...this.#vertexes.values()].find((vertex) => vertex.state === 'failed');
    if (failed === undefined) return;
    this.#screen.write(`------\n > ${failed.name}:\n${failed.logs.map((line) => `${line}\n`).join('')}------\n`);
  }

  #vertex(event: Extract<BuildProgress, { vertex: string }>): Vertex {
    const known = this.#vertexes.get(event.vertex);
    if (known !== undefined) return known;
    const name = 'name' in event ? event.name : event.vertex;
    const made: Vertex = { name, state: 'running', began: event.at, ended: event.at, details: new Map(), logs: [] };
    this.#vertexes.set(event.vertex, made);
    return made;
  }

  #draw(finished: boolean): void {
    const lines = [this.#heading(finished), ...this.#fitting()];
    const up = this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A`;
    const cleared = lines.map((line) => `\r\u001b[2K${line}\n`).join('');
    const left = Math.max(0, this.#drawn - lines.length);
    this.#screen.write(`${up}${cleared}${'\u001b[2K\n'.repeat(left)}${left === 0 ? '' : `\u001b[${left}A`}`);
    this.#drawn = lines.length;
  }

  #heading(finished: boolean): string {
    const all = [...this.#vertexes.values()];
    const over = all.filter((vertex) => vertex.state !== 'running').length;
    const seconds = ((this.#screen.now() - this.#began) / 1000).toFixed(1);
    const text = `[+] Building ${seconds}s (${over}/${all.length})${finished ? ' FINISHED' : ''}`;
    return aligned(text, BUILDER, this.#screen.columns);
  }

  /** As many lines as the terminal has room for: what was over first goes first. */
  #fitting(): readonly string[] {
    const blocks = [...this.#vertexes.values()].map((vertex) => ({ vertex, lines: this.#lines(vertex) }));
    let count = blocks.reduce((sum, { lines }) => sum + lines.length, 0);
    const room = Math.max(1, this.#screen.rows - 2);
    const shown = blocks.filter(({ vertex, lines }) => {
      if (count <= room || vertex.state === 'running') return true;
      count -= lines.length;
      return false;
    });
    return shown.flatMap(({ lines }) => lines).slice(-room);
  }

  #lines(vertex: Vertex): readonly string[] {
    const now = this.#screen.now();
    const mark = { cached: 'CACHED ', failed: 'ERROR ', canceled: 'CANCELED ', running: '', done: '' }[vertex.state];
    const end = vertex.state === 'running' ? now : vertex.ended;
    const lines = [this.#line(` => ${mark}${vertex.name}`, end - vertex.began, vertex.state)];
    for (const { text, began, ended } of vertex.details.values()) {
      lines.push(this.#line(` => => ${text}`, (ended ?? end) - began, ended === undefined ? vertex.state : 'done'));
    }
    const logs = vertex.state === 'running' ? vertex.logs.slice(-LOG_LINES) : [];
    for (const log of logs) lines.push(` => => # ${log.replace(/^\S+ /, '')}`.slice(0, this.#screen.columns));
    return lines;
  }

  #line(text: string, milliseconds: number, state: State): string {
    const line = aligned(text, `${(milliseconds / 1000).toFixed(1)}s`, this.#screen.columns);
    const colour = { done: '34', cached: '34', failed: '31', canceled: '33', running: '' }[state];
    return colour === '' ? line : `\u001b[${colour}m${line}\u001b[0m`;
  }
}

/** Text at the left, cut where it is too long, and at the right. */
function aligned(left: string, right: string, columns: number): string {
  const width = Math.max(10, columns - right.length - 1);
  return `${left.slice(0, width).padEnd(width)} ${right}`;
}

function detailed(vertex: Vertex, event: Extract<BuildProgress, { kind: 'status' }>): void {
  const key = event.text.split(':')[0] === 'sha256' ? event.text : (event.text.split(':')[0] ?? '');
  const known = vertex.details.get(key);
  const detail = known ?? { text: event.text, began: event.at - event.seconds * 1000, ended: undefined };
  detail.text = event.current === undefined ? event.text : `${event.text} ${amount(event.current, event.total)}`;
  if (event.done) detail.ended = event.at;
  vertex.details.set(key, detail);
}

function amount(current: number, total: number | undefined): string {
  return total === undefined ? decimalSize(current) : `${decimalSize(current)} / ${decimalSize(total)}`;
}

/** With the seconds since the step began. */
function logLines({ text, seconds }: Extract<BuildProgress, { kind: 'log' }>): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line) => `${seconds.toFixed(3)} ${line}`);
}
