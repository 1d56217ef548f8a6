import { describe, expect, it } from 'vitest';
import { goTemplate } from './goTemplate';
import { builtinFunctions } from './templateFunctions';

const DATA = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { app: 'x', 'k8s.io/tier': 'front' } }, spec: { ports: [80, 443], ready: true } },
    { metadata: { name: 'b', labels: { app: 'y' } }, spec: { ports: [8080], ready: false } },
  ],
};

function template(text: string, allowMissing = true): string {
  const parsed = goTemplate(text, { name: 'output', allowMissing, functions: builtinFunctions });
  if (!parsed.ok) return `parse: ${parsed.error}`;
  const printed = parsed.value(DATA);
  return printed.ok ? printed.value : `run: ${printed.error}`;
}

describe('goTemplate', () => {
  it.each([
    ['{{range .items}}{{.metadata.name}} {{end}}', 'a b '],
    ['{{range $i, $one := .items}}{{$i}}={{$one.metadata.name}},{{end}}', '0=a,1=b,'],
    [
      '{{range .items}}{{if .spec.ready}}up{{else if eq .metadata.name "b"}}b down{{else}}?{{end}};{{end}}',
      'up;b down;',
    ],
    ['{{len .items}} {{index .items 1 "metadata" "name"}} {{(index .items 0).kind}}', '2 b <no value>'],
    ['{{with (index .items 0)}}{{.metadata.labels}} {{.spec.ports}}{{end}}', 'map[app:x k8s.io/tier:front] [80 443]'],
    ['{{printf "%-4s|%03d" "ab" 7}}{{- /* nothing */ -}} {{"x" | print}}', 'ab  |007x'],
    ['{{range .none}}x{{else}}empty{{end}} {{.nope}}', 'empty <no value>'],
    ['{{range $k, $v := (index .items 0).metadata.labels}}{{$k}}:{{$v}} {{end}}', 'app:x k8s.io/tier:front '],
    ['{{.kind', 'parse: template: output:1: unclosed action'],
    ['{{nope .}}', 'parse: template: output:1: function "nope" not defined'],
    ['{{if .kind}}', 'parse: template: output:1: unexpected EOF'],
  ])('%s gives %s', (text, expected) => {
    expect(template(text)).toBe(expected);
  });
});

describe('what Go says of templates that are wrong', () => {
  it.each([
    ['{{.kind}', `parse: template: output:1: bad character U+007D '}'`],
    ['{{ .kind }', 'parse: template: output:1: unexpected "}" in operand'],
    ['{{$x}}', 'parse: template: output:1: undefined variable "$x"'],
    ['{{.kind.}}', 'parse: template: output:1: unexpected <.> in operand'],
    [
      'a\n{{.kind}} {{.none.x}}',
      'run: template: output:2:17: executing "output" at <.none.x>: map has no entry for key "none"',
    ],
    [
      '{{.kind.x}}',
      `run: template: output:1:7: executing "output" at <.kind.x>: can't evaluate field x in type interface {}`,
    ],
    [
      '{{index .items 2}}',
      'run: template: output:1:2: executing "output" at <index .items 2>: error calling index: reflect: slice index out of range',
    ],
    [
      '{{.kind "a"}}',
      'run: template: output:1:2: executing "output" at <.kind>: kind is not a method but has arguments',
    ],
  ])('%s: %s', (text, expected) => {
    expect(template(text, false)).toBe(expected);
  });
});
