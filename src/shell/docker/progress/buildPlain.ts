/** BuildKit's progress as plain lines: vertexes numbered by their first mention, one shown at a time. */
import { decimalSize } from '../../../base/units';
import type { BuildProgress } from '../../../engine/docker/build/request';

interface Vertex {
  readonly number: number;
  name: string;
  over: boolean;
  headed: boolean;
  readonly kept: string[];
  readonly logs: string[];
}

export class PlainBuild {
  readonly #write: (text: string) => void;
  readonly #vertexes = new Map<string, Vertex>();
  #current: Vertex | undefined;
  #failed: Vertex | undefined;

  constructor(write: (text: string) => void, builder = 'default') {
    this.#write = write;
    write(`#0 building with "${builder}" instance using docker driver\n`);
  }

  show(event: BuildProgress): void {
    if (event.kind === 'text' || event.kind === 'warning' || event.kind === 'failure') return;
    const vertex = this.#vertex(event.vertex, 'name' in event ? event.name : event.vertex);
    const number = vertex.number;
    switch (event.kind) {
      case 'start':
        this.#say(vertex, []);
        break;
      case 'status':
        if (event.current === undefined) {
          const took = event.done && event.seconds > 0.01 ? ` ${event.seconds.toFixed(1)}s` : '';
          this.#say(vertex, [`#${number} ${event.text}${took}${event.done ? ' done' : ''}`]);
        } else if (event.done) {
          const size = event.total === undefined ? '' : ` ${decimalSize(event.total, 4)}`;
          this.#say(vertex, [`#${number} ${event.text}${size} done`]);
        }
        break;
      case 'log':
        for (const line of event.text.replace(/\n$/, '').split('\n')) {
          vertex.logs.push(`${event.seconds.toFixed(3)} ${line}`);
          this.#say(vertex, [`#${number} ${event.seconds.toFixed(3)} ${line}`]);
        }
        break;
      case 'cached':
        this.#say(vertex, [`#${number} CACHED`]);
        this.#over(vertex);
        break;
      case 'done':
        this.#say(vertex, [`#${number} DONE ${event.seconds.toFixed(1)}s`]);
        this.#over(vertex);
        break;
      case 'canceled':
        this.#say(vertex, [`#${number} CANCELED`]);
        this.#over(vertex);
        break;
      case 'error':
        this.#failed ??= vertex;
        this.#say(vertex, [`#${number} ERROR: ${event.message}`]);
        this.#over(vertex);
        break;
      default:
        event satisfies never;
    }
  }

  /** What stands between the steps and the last line of a build that failed. */
  finish(): void {
    for (const vertex of this.#vertexes.values()) this.#flush(vertex);
    const failed = this.#failed;
    if (failed === undefined) return;
    this.#write(`------\n > ${failed.name}:\n${failed.logs.map((line) => `${line}\n`).join('')}------\n`);
  }

  #vertex(id: string, name: string): Vertex {
    const known = this.#vertexes.get(id);
    if (known !== undefined) return known;
    const made: Vertex = { number: this.#vertexes.size + 1, name, over: false, headed: false, kept: [], logs: [] };
    this.#vertexes.set(id, made);
    return made;
  }

  /** The current vertex speaks at once, the others when it is over. */
  #say(vertex: Vertex, lines: readonly string[]): void {
    vertex.kept.push(...lines);
    this.#current ??= vertex;
    if (this.#current === vertex) this.#flush(vertex);
  }

  #over(vertex: Vertex): void {
    vertex.over = true;
    if (this.#current !== vertex) return;
    this.#current = undefined;
    for (const other of this.#vertexes.values()) {
      if (other.kept.length === 0 && (other.headed || other.over)) continue;
      this.#flush(other);
      if (other.over) continue;
      this.#current = other;
      break;
    }
  }

  #flush(vertex: Vertex): void {
    if (!vertex.headed) this.#write(`\n#${vertex.number} ${vertex.name}\n`);
    vertex.headed = true;
    for (const line of vertex.kept) this.#write(`${line}\n`);
    vertex.kept.length = 0;
  }
}
