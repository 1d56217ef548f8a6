import { describe, expect, it } from 'vitest';
import { parseProse } from './prose';

const GOOD = `---
title: A lesson
summary: What it is about
---
## first: The first step
Some *words* with \`code\` & a [pod](term:pod), and [a way out](https://example.com).

\`\`\`bash run
kubectl get pods
\`\`\`
\`\`\`yaml file=web.yaml
kind: Pod
\`\`\`
\`\`\`
output
\`\`\`
> A note

- one
- two

### predict
How many?
- None
- One
> Because.
### check pod
There is \`web\`
### hint
Look
### mistake other
Another one

## second: The second step
Done.
`;

describe('parseProse', () => {
  it('reads steps with their parts', () => {
    const text = (words: string) => ({ kind: 'text', text: words });
    expect(parseProse(GOOD, 'en.md')).toEqual({
      ok: true,
      value: {
        title: 'A lesson',
        summary: 'What it is about',
        steps: [
          {
            id: 'first',
            title: 'The first step',
            blocks: [
              {
                kind: 'paragraph',
                children: [
                  text('Some '),
                  { kind: 'emphasis', children: [text('words')] },
                  text(' with '),
                  { kind: 'code', text: 'code' },
                  text(' & a '),
                  { kind: 'term', id: 'pod', children: [text('pod')] },
                  text(', and '),
                  text('a way out'),
                  text('.'),
                ],
              },
              { kind: 'command', text: 'kubectl get pods' },
              { kind: 'file', path: 'web.yaml', language: 'yaml', text: 'kind: Pod\n' },
              { kind: 'code', language: '', text: 'output' },
              { kind: 'note', children: [text('A note')] },
              { kind: 'list', ordered: false, items: [[text('one')], [text('two')]] },
            ],
            prediction: { question: 'How many?', options: ['None', 'One'], explanation: 'Because.' },
            conditions: { pod: 'There is `web`' },
            hints: ['Look'],
            mistakes: { other: 'Another one' },
          },
          {
            id: 'second',
            title: 'The second step',
            blocks: [{ kind: 'paragraph', children: [text('Done.')] }],
            conditions: {},
            hints: [],
            mistakes: {},
          },
        ],
      },
    });
  });

  it.each([
    ['no head', '## first: x\n', 1, 'the prose must begin with title and summary between lines of ---'],
    ['a head without a title', GOOD.replace('title: A lesson', 'name: x'), 2, 'title is missing'],
    ['a head that is not YAML', GOOD.replace('title: A lesson', 'title: [x'), 2, 'this is not YAML'],
    ['no step', '---\ntitle: a\nsummary: b\n---\nwords\n', 5, 'there is no step: a step begins with "## id: title"'],
    ['a heading of another form', GOOD.replace('## second: The', '## The'), 34, `a step's heading is "## id: title"`],
    [
      'an unknown part',
      GOOD.replace('### hint', '### tip'),
      29,
      '"### tip" is none of predict, check ID, hint, mistake',
    ],
    ['a part that says nothing', GOOD.replace('Look\n', ''), 29, '"### hint" says nothing'],
  ])('tells of %s with its line', (_, markdown, line, message) => {
    const read = parseProse(markdown, 'lessons/x/en.md');
    expect(read).toEqual({
      ok: false,
      error: [{ file: 'lessons/x/en.md', line, message: expect.stringContaining(message) }],
    });
  });
});
