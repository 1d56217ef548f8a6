/** What a describer is, and the writer that all of them use. */
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterObject } from '../../../kinds/object';
import { alignTabs, describeTabs } from '../../text/tabWriter';
import type { ClusterAccess } from '../client/access';

export interface DescribeContext {
  readonly access: ClusterAccess;
  /** The moment in milliseconds, for ages. */
  readonly now: number;
  readonly out: DescribeWriter;
  /** How many objects of a list are asked for at a time; 0: all at once. */
  readonly chunkSize: number;
}

/** Writes one object's description. Events follow by themselves unless `events` is false. */
export interface Describer<T extends ClusterObject = ClusterObject> {
  /** `apps/Deployment`, `Pod`. */
  readonly kind: string;
  readonly events?: boolean;
  describe(context: DescribeContext, object: T): Routine<void>;
}

/** Collects tab-separated lines; levels are indented by two blanks each. */
export class DescribeWriter {
  #text = '';

  /** A line, with its line end added. */
  line(level: number, text: string): void {
    this.#text += `${'  '.repeat(level)}${text}\n`;
  }

  /** A part of a line, as it is. */
  part(text: string): void {
    this.#text += text;
  }

  /** Everything, with its tabs. */
  rawText(): string {
    return this.#text;
  }

  /** Everything, aligned. */
  text(): string {
    return alignTabs(this.#text, describeTabs);
  }
}
