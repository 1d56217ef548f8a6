import { describe, expect, it } from 'vitest';
import { jsonPath } from './jsonPath';

const DATA = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { app: 'x', 'k8s.io/tier': 'front' } }, spec: { ports: [80, 443], ready: true } },
    { metadata: { name: 'b', labels: { app: 'y' } }, spec: { ports: [8080], ready: false } },
  ],
};

function path(template: string, allowMissing = true): string {
  const parsed = jsonPath(template, allowMissing);
  if (!parsed.ok) return `parse: ${parsed.error}`;
  const printed = parsed.value.print(DATA);
  return printed.ok ? printed.value : `run: ${printed.error}`;
}

describe('jsonPath', () => {
  it.each([
    ['{.kind}', 'List'],
    ['{.items[*].metadata.name}', 'a b'],
    ['{.items[-1].metadata.name}', 'b'],
    ['{.items[0:1].metadata.name}', 'a'],
    ['{.items[0,1].metadata.name}', 'a b'],
    ["{.items[0].metadata['name','labels']}", 'a {"app":"x","k8s.io/tier":"front"}'],
    ["{.items[0].metadata.labels['k8s\\.io/tier']}", ''],
    ['{.items[0].metadata.labels.k8s\\.io/tier}', 'front'],
    ['{.items[?(@.spec.ready==true)].metadata.name}', 'a'],
    ['{.items[?(@.metadata.labels.app!="x")].metadata.name}', 'b'],
    ['{..name}', 'a b'],
    ['{range .items[*]}[{.metadata.name}:{.spec.ports[*]}]{"\\n"}{end}', '[a:80 443]\n[b:8080]\n'],
    ['{range .items[*]}{.metadata.name}|', 'a|b||'],
    ['{range .nope}', ''],
    ['{end}', 'run: not in range, nothing to end'],
    ['{.items[*].nope}', ''],
    ['{.items[7].x}', 'run: array index out of bounds: index 7, length 2'],
    ['{.items[*', 'parse: unterminated array'],
    ['{.items', 'parse: unclosed action'],
    ['{.items[0]["kind"]}', 'parse: invalid array index "kind"'],
    ['{nope}', 'parse: unrecognized identifier nope'],
  ])('%s gives %s', (text, expected) => {
    expect(path(text)).toBe(expected);
  });

  it('says which field is missing when that matters', () => {
    expect(path('{.nope}', false)).toBe('run: nope is not found');
  });
});
