import type { Descriptors } from './descriptors';
import type { Shell } from './shell';

/** Where an expansion happens: its command substitutions read and complain there. */
export interface ExpansionContext {
  readonly shell: Shell;
  readonly descriptors: Descriptors;
  /** The text that the nodes' positions refer to. */
  readonly source: string;
}
