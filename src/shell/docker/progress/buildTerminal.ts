/** BuildKit's progress on a terminal: a block of one line a vertex, drawn again as things happen. */
import type { BuildProgress } from '../../../engine/docker/build/request';

interface Vertex {
  readonly name: string;
  state: 'running' | 'done' | 'cached' | 'failed';
  readonly began: number;
  ended: number;
  readonly details: Map<string, string>;
  readonly logs: string[];
}

/** Lines of a running step's output that are shown. */
const LOG_LINES = 6;

export class TerminalBuild {
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  readonly #began: number;
  readonly #columns: number;
  readonly #vertexes = new Map<string, Vertex>();
  #drawn = 0;

  constructor(write: (text: string) => void, now: () => number, columns: number) {
    this.#write = write;
    this.#now = now;
    this.#columns = columns;
    this.#began = now();
  }

  show(event: BuildProgress): void {
    if (event.kind === 'text' || event.kind === 'warning' || event.kind === 'failure') return;
    const name = 'name' in event ? event.name : event.vertex;
    const known = this.#vertexes.get(event.vertex);
    const vertex: Vertex = known ?? {
      name,
      state: 'running',
      began: event.at,
      ended: event.at,
      details: new Map(),
      logs: [],
    };
    this.#vertexes.set(event.vertex, vertex);
    vertex.ended = event.at;
    if (event.kind === 'status') vertex.details.set(event.text.split(':')[0] ?? '', event.text);
    else if (event.kind === 'log') vertex.logs.push(...event.text.replace(/\n$/, '').split('\n'));
    else if (event.kind === 'cached') vertex.state = 'cached';
    else if (event.kind === 'done') vertex.state = 'done';
    else if (event.kind === 'error') vertex.state = 'failed';
    this.#draw(false);
  }

  finish(): void {
    this.#draw(true);
    const failed = [...this.#vertexes.values()].find((vertex) => vertex.state === 'failed');
    if (failed === undefined) return;
    this.#write(`------\n > ${failed.name}:\n${failed.logs.map((line) => `${line}\n`).join('')}------\n`);
  }

  #draw(finished: boolean): void {
    const all = [...this.#vertexes.values()];
    const over = all.filter((vertex) => vertex.state !== 'running').length;
    const seconds = ((this.#now() - this.#began) / 1000).toFixed(1);
    const lines = [`[+] Building ${seconds}s (${over}/${all.length})${finished ? ' FINISHED' : ''}`];
    lines[0] = `${(lines[0] ?? '').padEnd(Math.max(0, this.#columns - 16))}docker:default`;
    for (const vertex of all) {
      const took = (((vertex.state === 'running' ? this.#now() : vertex.ended) - vertex.began) / 1000).toFixed(1);
      const mark = vertex.state === 'cached' ? 'CACHED ' : vertex.state === 'failed' ? 'ERROR ' : '';
      lines.push(this.#line(` => ${mark}${vertex.name}`, `${took}s`, vertex.state));
      for (const detail of vertex.details.values()) lines.push(this.#line(` => => ${detail}`, '', vertex.state));
      if (vertex.state === 'running')
        for (const log of vertex.logs.slice(-LOG_LINES)) lines.push(this.#line(` => => # ${log}`, '', 'done'));
    }
    const up = this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A`;
    const cleared = lines.map((line) => `\r\u001b[2K${line}\n`).join('');
    const left = Math.max(0, this.#drawn - lines.length);
    this.#write(`${up}${cleared}${'\u001b[2K\n'.repeat(left)}${left === 0 ? '' : `\u001b[${left}A`}`);
    this.#drawn = lines.length;
  }

  #line(text: string, end: string, state: Vertex['state']): string {
    const width = Math.max(10, this.#columns - end.length - 1);
    const cut = text.length > width ? text.slice(0, width) : text.padEnd(width);
    const colour = state === 'done' || state === 'cached' ? '34' : state === 'failed' ? '31' : '';
    return colour === '' ? `${cut}${end}` : `\u001b[${colour}m${cut}${end}\u001b[0m`;
  }
}
