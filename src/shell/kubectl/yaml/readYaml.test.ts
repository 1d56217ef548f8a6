import { dump, load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readYaml } from './readYaml';

function problemOf(text: string): string {
  const result = readYaml(text);
  return result.ok ? `no problem: ${JSON.stringify(result.value)}` : result.error;
}

function read(text: string): unknown {
  const result = readYaml(text);
  return result.ok ? result.value : `problem: ${result.error}`;
}

const MANIFEST = `# a comment
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web, "tier": 'front'}}
spec:
  replicas: 3
  selector:
    matchLabels: &labels
      app: web
  template:
    metadata:
      labels:
        <<: *labels
        extra: "yes"
    spec:
      containers:
      - name: c
        image: nginx:1.25
        command: ["sh", "-c", "echo hi; sleep 1"]
        args:
          - -g
          - daemon off;
        env:
        - {name: A, value: "1"}
        - name: SCRIPT
          value: |
            #!/bin/sh
            echo "a: b"

            exit 0
        - name: FOLDED
          value: >-
            one
            two

            three
      - name: d   # trailing comment
        image: busybox
`;

describe('readYaml', () => {
  it('reads a manifest as other YAML readers do', () => {
    expect(read(MANIFEST)).toEqual(load(MANIFEST, { schema: YAML11_SCHEMA }));
  });

  it('reads back what is written in flow and block styles', () => {
    const value = {
      a: [1, [2, { b: null }], []],
      c: { d: {}, e: 'x: y', f: "it's", g: ' padded ', h: 'two\nlines\n' },
    };
    expect(read(dump(value))).toEqual(value);
    expect(read(dump(value, { flowLevel: 1 }))).toEqual(value);
    expect(read(JSON.stringify(value))).toEqual(value);
  });

  it('resolves words as YAML 1.1 and leaves dates and times as texts', () => {
    expect(read('[on, off, y, No, 0777, 0x1F, 1_000, 1e3, .5, ~, 12:30, 2026-01-01, 1.2.3, "on", 08]')).toEqual([
      true,
      false,
      true,
      false,
      511,
      31,
      1000,
      1000,
      0.5,
      null,
      '12:30',
      '2026-01-01',
      '1.2.3',
      'on',
      8,
    ]);
  });

  it('takes the last of two equal keys, and texts for keys', () => {
    expect(read('a: 1\nb: 2\na: 3\n1: one\ntrue: yes')).toEqual({ a: 3, b: 2, '1': 'one', true: true });
  });

  it('reads block scalars with their indent and chomping indicators', () => {
    expect(read('a: |+\n  x\n\nb: |2\n   y\nc: >\n  p\n  q\n\n   r\n  s\n')).toEqual({
      a: 'x\n\n',
      b: ' y\n',
      c: 'p q\n\n r\ns\n',
    });
  });

  it('says what is wrong, and where, in the words of go-yaml', () => {
    expect(problemOf('apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n   labels:\n  a: b\n')).toBe(
      'line 5: mapping values are not allowed in this context',
    );
    expect(problemOf('apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n')).toBe(
      'line 4: found character that cannot start any token',
    );
    expect(problemOf('a: 1\nb:\n  c: 2\n   - d\n e: 3\n')).toBe('line 4: did not find expected key');
    expect(problemOf('a:\n  b: 1\n c: 2\nd: 3\n')).toBe('line 2: did not find expected key');
    expect(problemOf('a:\n  - b\n  - d: 1\n   e: 2\n')).toBe("line 3: did not find expected '-' indicator");
    expect(problemOf('a: 1\nb\nc: 2\n')).toBe("line 3: could not find expected ':'");
    expect(problemOf('a: "x\nb: 2\n')).toBe('line 3: found unexpected end of stream');
    expect(problemOf('a: [1, 2\nb: 3\n')).toBe("line 1: did not find expected ',' or ']'");
    expect(problemOf('a: {b: 1\nc: 3\n')).toBe("line 1: did not find expected ',' or '}'");
    expect(problemOf('a: - b\n')).toBe('block sequence entries are not allowed in this context');
    expect(problemOf('a: *nobody\n')).toBe("unknown anchor 'nobody' referenced");
    expect(problemOf('a: b\nc: @d\n')).toBe('line 2: found character that cannot start any token');
    expect(problemOf('a: "\\q"\n')).toBe('found unknown escape character');
  });
});
