import { describe, expect, it } from 'vitest';
import { alignTabs, describeTabs, TabWriter, tableTabs } from '../../text/tabWriter';
import { readYaml } from '../yaml/readYaml';
import { writeYaml } from './yaml';

describe('writeYaml', () => {
  it('sorts keys, quotes what would read as something else, and does not indent lists', () => {
    const value = {
      spec: { containers: [{ name: 'c', args: ['-c', 'a: b', '', 'yes', '0777', '1.5', 'null', '~', "it's"] }] },
      kind: 'Pod',
      data: { 'app.properties': 'a=1\nb=2\n', bare: 'x\ny', empty: {}, list: [], time: '2026-01-01T00:00:00Z', n: 3 },
      a10: 1,
      a9: 2,
      nothing: null,
    };
    expect(writeYaml(value)).toBe(`a9: 2
a10: 1
data:
  app.properties: |
    a=1
    b=2
  bare: |-
    x
    y
  empty: {}
  list: []
  "n": 3
  time: "2026-01-01T00:00:00Z"
kind: Pod
nothing: null
spec:
  containers:
  - args:
    - -c
    - 'a: b'
    - ""
    - "yes"
    - "0777"
    - "1.5"
    - "null"
    - "~"
    - it's
    name: c
`);
  });

  it('breaks long texts at blanks and reads them back', () => {
    const message = `Back-off restarting failed container ${'word '.repeat(30)}end`;
    const text = writeYaml({ status: { message, quoted: `'${message}: x` } });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(100);
    expect(readYaml(text)).toEqual({ ok: true, value: { status: { message, quoted: `'${message}: x` } } });
  });
});

describe('TabWriter', () => {
  it('aligns only neighbouring lines that have the column', () => {
    expect(alignTabs('Name:\tx\nLabels:\ta=b\n\tc=d\nEvents:\n  Type\tReason\n  a\tb\n', describeTabs)).toBe(
      'Name:    x\nLabels:  a=b\n         c=d\nEvents:\n  Type  Reason\n  a     b\n',
    );
  });

  it('keeps widths from flush to flush', () => {
    const writer = new TabWriter(tableTabs);
    writer.write('NAME\tSTATUS\tAGE\nlong-name\tPending\t1s\n');
    expect(writer.flush()).toBe('NAME        STATUS    AGE\nlong-name   Pending   1s\n');
    writer.write('b\tUp\t2s\n');
    expect(writer.flush()).toBe('b           Up        2s\n');
  });
});
