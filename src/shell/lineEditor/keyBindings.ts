/** Which key does what: readline's emacs mode. */

/** What keys can do to a line. */
export interface EditorCommands {
  readonly left: () => void;
  readonly right: () => void;
  readonly home: () => void;
  readonly end: () => void;
  readonly wordLeft: () => void;
  readonly wordRight: () => void;
  readonly up: () => void;
  readonly down: () => void;
  readonly oldest: () => void;
  readonly newest: () => void;
  readonly backspace: () => void;
  readonly deleteRight: () => void;
  readonly endOrDelete: () => void;
  readonly killToEnd: () => void;
  readonly killToStart: () => void;
  readonly killBlankWord: () => void;
  readonly killWordLeft: () => void;
  readonly killWordRight: () => void;
  readonly yank: () => void;
  readonly transpose: () => void;
  readonly undo: () => void;
  readonly changeCase: (how: 'upper' | 'lower' | 'capital') => void;
  readonly lastArgument: () => void;
  readonly search: () => void;
  readonly clear: () => void;
  readonly accept: () => void;
  readonly interrupt: () => void;
  readonly tab: () => void;
}

/** The command of a control character or a named key. */
export const keyBindings: Readonly<Record<string, (commands: EditorCommands) => unknown>> = {
  '\u0001': (c) => c.home(),
  '\u0002': (c) => c.left(),
  '\u0003': (c) => c.interrupt(),
  '\u0004': (c) => c.endOrDelete(),
  '\u0005': (c) => c.end(),
  '\u0006': (c) => c.right(),
  '\b': (c) => c.backspace(),
  '\t': (c) => c.tab(),
  '\n': (c) => c.accept(),
  '\u000b': (c) => c.killToEnd(),
  '\u000c': (c) => c.clear(),
  '\r': (c) => c.accept(),
  '\u000e': (c) => c.down(),
  '\u0010': (c) => c.up(),
  '\u0012': (c) => c.search(),
  '\u0014': (c) => c.transpose(),
  '\u0015': (c) => c.killToStart(),
  '\u0017': (c) => c.killBlankWord(),
  '\u0019': (c) => c.yank(),
  '\u001f': (c) => c.undo(),
  '\u007f': (c) => c.backspace(),
  left: (c) => c.left(),
  right: (c) => c.right(),
  up: (c) => c.up(),
  down: (c) => c.down(),
  home: (c) => c.home(),
  end: (c) => c.end(),
  delete: (c) => c.deleteRight(),
  'ctrl-left': (c) => c.wordLeft(),
  'ctrl-right': (c) => c.wordRight(),
  'meta-left': (c) => c.wordLeft(),
  'meta-right': (c) => c.wordRight(),
  'meta-b': (c) => c.wordLeft(),
  'meta-f': (c) => c.wordRight(),
  'meta-d': (c) => c.killWordRight(),
  'meta-backspace': (c) => c.killWordLeft(),
  'meta-u': (c) => c.changeCase('upper'),
  'meta-l': (c) => c.changeCase('lower'),
  'meta-c': (c) => c.changeCase('capital'),
  'meta-.': (c) => c.lastArgument(),
  'meta-_': (c) => c.lastArgument(),
  'meta-<': (c) => c.oldest(),
  'meta->': (c) => c.newest(),
};

/** Kills in a row are collected. */
export function isKill(name: string): boolean {
  return ['\u000b', '\u0015', '\u0017', 'meta-d', 'meta-backspace'].includes(name);
}
