/**
 * Takes out of what a terminal printed what no two clusters share, so that a recording of a real one and a simulated
 * one can be held against each other: addresses, uids, generated names and ids become labels in the order of their first
 * appearance ("the same pod as before" must still be the same), times, ages and sizes become one word each.
 */

/** What every match of `pattern` becomes: numbered labels of a kind, or one fixed text. */
type Rule =
  | { readonly pattern: RegExp; readonly kind: string; readonly short?: (value: string) => string }
  | { readonly pattern: RegExp; readonly text: string };

const AGE = String.raw`\d+[smhdy](?:\d+[smhd])?`;

const clusterRules: readonly Rule[] = [
  { pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, kind: 'uid' },
  { pattern: /(?<=(?:containerd|docker):\/\/)[0-9a-f]{12,64}\b/g, kind: 'container' },
  { pattern: /(?<=sha256:)[0-9a-f]{12,64}\b/g, kind: 'digest' },
  { pattern: /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ (?=\S+:\d+\])/gm, text: '<log> ' },
  { pattern: /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, text: '<time>' },
  { pattern: /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, text: '<time>' },
  { pattern: /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4}/g, text: '<time>' },
  { pattern: /(?<=\/(?:LIVE|MERGED)-)\d+/g, text: '<n>' },
  { pattern: /\b0x[0-9a-f]{8,16}\b/g, text: '<pointer>' },
  { pattern: /\b(?:10|172|192)\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, kind: 'ip' },
  { pattern: /(?<=resourceVersion\W{1,8}|Resource Version: +)\d+/g, text: '<rv>' },
  { pattern: /(?<=odePort\W{1,8})3[012]\d{3}\b|\b3[012]\d{3}(?=\/(?:TCP|UDP|SCTP)\b)/g, kind: 'port' },
  {
    pattern: /\b(?:\d+h)?(?:\d+m)?[\d.]+m?s \([\dhm.]+s including waiting\)\. Image size: \d+/g,
    text: '<pull>',
  },
  { pattern: /(?<=[a-z0-9]\.)1[0-9a-f]{15}\b/g, kind: 'event' },
  // Template hashes and name suffixes are written in alphabets of their own: no vowels, no 0, 1, 3.
  { pattern: /(?<=[a-z0-9]-|-hash\W{1,8})[4-9bcdf]{6,10}(?![a-z0-9])/g, kind: 'hash' },
  { pattern: /(?<=[a-z0-9]-)[23]\d{7}(?![a-z0-9])/g, kind: 'minute' },
  { pattern: /(?<=[a-z0-9>]-)(?!http[ds](?!\w))[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/g, kind: 'suffix' },
  { pattern: /(?<![\w-])node-[1-9](?![\w-])/g, kind: 'node' },
  // An age stands in a cell of its own, or in "(x2 over 5s)", "(5s ago)": not "timeout=1s", not a CPU quantity.
  { pattern: new RegExp(`\\(x\\d+ over ${AGE}\\)`, 'g'), text: '(x<n> over <age>)' },
  { pattern: new RegExp(`\\((${AGE} ago|lasts ${AGE})\\)`, 'g'), text: '(<age>)' },
  {
    pattern: new RegExp(
      `(?<=^|\\t| {2,})(?<!(?<!Duration|Age): +)(?!(?<=\\bcpu {2,}(?:[\\dm.-]+ {2,})*)\\d+m(?!\\d))${AGE}(?=$|\\t| {2,}| \\(x<n>| \\(<age>\\))`,
      'gm',
    ),
    text: '<age>',
  },
];

const dockerRules: readonly Rule[] = [
  // Short and long forms of an id get the same label.
  {
    pattern:
      /(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])|(?<![0-9a-z.-])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12}(?![0-9a-z])/g,
    kind: 'id',
    short: (value) => value.slice(0, 12),
  },
  { pattern: /^.*% Total[\s\S]*$/m, text: '<curl meter>' },
  {
    pattern: /\b(?:Less than a second|About a minute|About an hour|\d+ (?:second|minute|hour|day|week)s?)\b/g,
    text: '<age>',
  },
  { pattern: /(?<![\w.])\d+(?:\.\d+)?(?:B|kB|MB|GB|KiB|MiB|GiB)(?!\w)/g, text: '<size>' },
  { pattern: /(?<=^#\d+ (?:DONE )?)\d+\.\d+s?(?=\s|$)|(?<= )\d+\.\d+s(?= done|$)/gm, text: '<took>' },
  { pattern: /(?<=:)(?:3[2-9]|[4-6]\d)\d{3}(?=->|$)/gm, kind: 'hostport' },
  { pattern: /(?<![\w/.-])[a-z]{3,}_[a-z]{3,}\d?(?![\w/.=-])/g, kind: 'name' },
  { pattern: /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, kind: 'mac' },
];

/** The text of a step's output without what is a cluster's own; `command` says whether rows may be in any order. */
export type Canonicaliser = (text: string, command: string) => string;

/** One side of one recording. `given` is what the session's author wrote: values in it were not generated. */
export function canonicaliser(given: string, ofDocker: boolean): Canonicaliser {
  const rules = ofDocker ? [...dockerRules, ...clusterRules] : clusterRules;
  const seen = new Map<string, string>();
  const counts = new Map<string, number>();
  const label = (kind: string, value: string) => {
    const known = seen.get(`${kind}:${value}`);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    seen.set(`${kind}:${value}`, `<${kind}-${count}>`);
    return `<${kind}-${count}>`;
  };
  const knownLabel = (kind: string, value: string) => seen.get(`${kind}:${value}`) ?? `<${kind}-?>`;
  const replaced = (text: string, name: (kind: string, value: string) => string) =>
    rules.reduce(
      (out, rule) =>
        out.replace(rule.pattern, (value) => {
          if ('text' in rule) return rule.text;
          return given.includes(value) ? value : name(rule.kind, rule.short?.(value) ?? value);
        }),
      text,
    );
  return (text, command) => {
    const lines = text.split('\n');
    if (!/ (-w|--watch\S*)( |$)/.test(command)) sortLooseRows(lines, text, replaced, knownLabel);
    return replaced(lines.join('\n'), label).split('\n').map(squeezed).join('\n').trimEnd();
  };
}

/** Neighbouring rows that begin with a generated name, and rows of an event table, come in no certain order. */
function sortLooseRows(
  lines: string[],
  text: string,
  replaced: (text: string, name: (kind: string, value: string) => string) => string,
  knownLabel: (kind: string, value: string) => string,
): void {
  const events = /^(NAMESPACE +)?LAST SEEN /.test(text);
  const keys = lines.map((line) => squeezed(replaced(line, (kind) => `<${kind}>`)));
  const loose = (at: number) => {
    const key = keys[at] ?? '';
    return events ? at > 0 && key !== '' : /^ *(\S+ +){0,2}\S*<(hash|suffix)>/.test(key);
  };
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (to < lines.length && loose(to)) to++;
    const rows = lines
      .slice(from, to)
      .map((line, at) => ({ order: keys[from + at] + squeezed(replaced(line, knownLabel)), line }));
    rows.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
    for (const [at, { line }] of rows.entries()) lines[from + at] = line;
    from = Math.max(from, to);
  }
}

/** Without the width of column padding and blanks at the end. */
function squeezed(line: string): string {
  return line.replace(/(\S)[ \t]{2,}/g, '$1  ').trimEnd();
}
