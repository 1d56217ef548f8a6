/** How busybox words what GNU tools say: its applets share a few short forms. Pairs of a pattern and its words, by tool. */
type Rules = readonly (readonly [pattern: RegExp, words: string])[];

/** `cut: x: No such file or directory`, where others say that they can't open it. */
const PLAIN = /^can't open '(.*)': (.*)$/;

const RULES: Readonly<Record<string, Rules>> = {
  touch: [[/^cannot touch '(.*)': (.*)$/, '$1: $2']],
  rm: [
    [/^cannot remove '(.*)': Is a directory$/, "'$1' is a directory"],
    [/^cannot remove (.*)$/, "can't remove $1"],
  ],
  ln: [[/^failed to (?:create symbolic link|access) '(.*)': (.*)$/, '$1: $2']],
  chmod: [
    [/^(?:cannot access|changing permissions of) '(.*)': (.*)$/, '$1: $2'],
    [/^invalid mode: (.*)$/, 'invalid mode $1'],
  ],
  chown: [[/^cannot access '(.*)': (.*)$/, '$1: $2']],
  chgrp: [[/^cannot access '(.*)': (.*)$/, '$1: $2']],
  du: [[/^cannot access '(.*)': (.*)$/, '$1: $2']],
  df: [[/^(.*): No such file or directory$/, "$1: can't find mount point"]],
  find: [[/^'(.*)': (.*)$/, '$1: $2']],
  sleep: [[/^invalid time interval (.*)$/, 'invalid number $1']],
  head: [
    [/^invalid number of \w+: (.*)$/, 'invalid number $1'],
    [PLAIN, '$1: $2'],
  ],
  tail: [[/^invalid number of \w+: (.*)$/, 'invalid number $1']],
  cat: [[/^.*: Is a directory$/, 'read error: Is a directory']],
  sed: [
    [/^can't read (.*)$/, '$1'],
    [/^-e expression #1, char \d+: unterminated `[sy]' command$/, "unmatched '/'"],
  ],
  cut: [
    [/^you must specify a list of (.*)$/, 'expected a list of $1'],
    [PLAIN, '$1: $2'],
  ],
  groups: [[/^'(.*)': no such user$/, 'unknown user $1']],
  date: [[/^cannot set date: (.*)$/, "can't set date: $1"]],
  ...Object.fromEntries(
    ['tac', 'rev', 'nl', 'grep', 'egrep', 'fgrep', 'awk', 'wc', 'sort', 'uniq', 'paste', 'fold'].map((name) => [
      name,
      [[PLAIN, '$1: $2']] as Rules,
    ]),
  ),
};

/** A message of a GNU tool in busybox's words; as it is where busybox says the same. */
export function busyboxWords(tool: string, message: string): string {
  const rule = RULES[tool]?.find(([pattern]) => pattern.test(message));
  return rule === undefined ? message : message.replace(rule[0], rule[1]);
}

/** Applets that end with another status than 1 after what they can't make sense of. */
const MISUSED: Readonly<Record<string, number>> = { grep: 2, egrep: 2, fgrep: 2, expr: 2, test: 2, awk: 1 };

export function misuseStatus(tool: string): number {
  return MISUSED[tool] ?? 1;
}
