/**
 * Turns a lesson's prose (Markdown) into data. Steps begin with `## id: title`; inside a step `### predict`,
 * `### check CONDITION`, `### hint` and `### mistake ID` begin what their names say; all before them is the step's text.
 * A fence of `bash run` is a command to run with a click, one of `yaml file=NAME` a file to write with a click.
 */
import { load } from 'js-yaml';
import { lexer, type Token, type Tokens } from 'marked';
import { fail, ok, type Result } from '../base/result';
import type { LessonError } from './lesson';
import type { Block, Inline, LessonText, PredictionText, StepText } from './lessonText';

interface Section {
  readonly title: string;
  readonly line: number;
  /** Where what follows the heading begins. */
  readonly bodyLine: number;
  readonly tokens: Token[];
}

/** Reads the prose of one language; mistakes are told with file and line. */
export function parseProse(markdown: string, file: string): Result<LessonText, readonly LessonError[]> {
  const front = /^---\n([\s\S]*?)\n---\n/.exec(markdown);
  if (front === null)
    return fail([{ file, line: 1, message: 'the prose must begin with title and summary between lines of ---' }]);
  const errors: LessonError[] = [];
  const head = readHead(front[1] ?? '', file, errors);
  const readable = errors.length === 0;
  for (const field of ['title', 'summary']) {
    if (readable && typeof head[field] !== 'string') errors.push({ file, line: 2, message: `${field} is missing` });
  }
  const firstLine = front[0].split('\n').length;
  const steps = split(lexer(markdown.slice(front[0].length)), 2, firstLine).map((section) =>
    readStep(section, file, errors),
  );
  if (steps.length === 0)
    errors.push({ file, line: firstLine, message: 'there is no step: a step begins with "## id: title"' });
  if (errors.length > 0) return fail(errors);
  return ok({ title: String(head['title']), summary: String(head['summary']), steps });
}

function readHead(text: string, file: string, errors: LessonError[]): Readonly<Record<string, unknown>> {
  try {
    const head = load(text);
    return typeof head === 'object' && head !== null ? (head as Record<string, unknown>) : {};
  } catch (error) {
    errors.push({ file, line: 2, message: `this is not YAML: ${(error as Error).message.split('\n')[0]}` });
    return {};
  }
}

function readStep(section: Section, file: string, errors: LessonError[]): StepText {
  const heading = /^([a-z0-9-]+):\s*(.+)$/.exec(section.title);
  if (heading === null)
    errors.push({ file, line: section.line, message: `a step's heading is "## id: title", not "${section.title}"` });
  const at = section.tokens.findIndex((token) => token.type === 'heading');
  const text = at < 0 ? section.tokens : section.tokens.slice(0, at);
  const parts = at < 0 ? [] : split(section.tokens.slice(at), 3, section.bodyLine + linesOf(text));
  const conditions: Record<string, string> = {};
  const mistakes: Record<string, string> = {};
  const hints: string[] = [];
  let prediction: PredictionText | undefined;
  for (const part of parts) {
    const [word, id] = part.title.split(/\s+/);
    const sentence = plain(part.tokens);
    if (word === 'predict') prediction = readPrediction(part.tokens);
    else if (word === 'hint') hints.push(sentence);
    else if (word === 'check' && id !== undefined) conditions[id] = sentence;
    else if (word === 'mistake' && id !== undefined) mistakes[id] = sentence;
    else
      errors.push({
        file,
        line: part.line,
        message: `"### ${part.title}" is none of predict, check ID, hint, mistake ID`,
      });
    if (sentence === '') errors.push({ file, line: part.line, message: `"### ${part.title}" says nothing` });
  }
  return {
    id: heading?.[1] ?? '',
    title: heading?.[2] ?? section.title,
    blocks: text.flatMap(readBlock),
    ...(prediction === undefined ? {} : { prediction }),
    conditions,
    hints,
    mistakes,
  };
}

/** Cuts a list of tokens at the headings of a depth; what stands before the first is dropped. */
function split(tokens: readonly Token[], depth: number, firstLine: number): Section[] {
  const sections: Section[] = [];
  let line = firstLine;
  for (const token of tokens) {
    if (token.type === 'heading' && (token as Tokens.Heading).depth === depth) {
      const { text: title } = token as Tokens.Heading;
      sections.push({ title, line, bodyLine: line + linesOf([token]), tokens: [] });
    } else sections.at(-1)?.tokens.push(token);
    line += linesOf([token]);
  }
  return sections;
}

function linesOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { raw }) => sum + raw.split('\n').length - 1, 0);
}

function readPrediction(tokens: readonly Token[]): PredictionText {
  const list = tokens.find((token) => token.type === 'list') as Tokens.List | undefined;
  const quote = tokens.find((token) => token.type === 'blockquote') as Tokens.Blockquote | undefined;
  return {
    question: plain(tokens.filter((token) => token.type === 'paragraph')),
    options: list?.items.map((item) => plain(item.tokens)) ?? [],
    explanation: quote === undefined ? '' : plain(quote.tokens),
  };
}

function readBlock(token: Token): Block[] {
  switch (token.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', children: readInline((token as Tokens.Paragraph).tokens) }];
    case 'blockquote':
      return [
        { kind: 'note', children: (token as Tokens.Blockquote).tokens.flatMap((inner) => readInline(inlineOf(inner))) },
      ];
    case 'list': {
      const list = token as Tokens.List;
      const items = list.items.map((item) => item.tokens.flatMap((inner) => readInline(inlineOf(inner))));
      return [{ kind: 'list', ordered: list.ordered, items }];
    }
    case 'code':
      return [readCode(token as Tokens.Code)];
    default:
      return [];
  }
}

function readCode(token: Tokens.Code): Block {
  const [language = '', ...words] = (token.lang ?? '').split(/\s+/);
  const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
  if (file !== undefined) return { kind: 'file', path: file, language, text: `${token.text}\n` };
  if (words.includes('run')) return { kind: 'command', text: token.text };
  return { kind: 'code', language, text: token.text };
}

function inlineOf(token: Token): Token[] {
  return ('tokens' in token ? token.tokens : undefined) ?? [token];
}

function readInline(tokens: readonly Token[]): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    switch (token.type) {
      case 'strong':
        return [{ kind: 'strong', children: readInline((token as Tokens.Strong).tokens) }];
      case 'em':
        return [{ kind: 'emphasis', children: readInline((token as Tokens.Em).tokens) }];
      case 'codespan':
        return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
      case 'link': {
        const link = token as Tokens.Link;
        const children = readInline(link.tokens);
        // a lesson links to words of the glossary only: nothing in it leads out of the page
        return link.href.startsWith('term:') ? [{ kind: 'term', id: link.href.slice(5), children }] : children;
      }
      case 'br':
        return [{ kind: 'text', text: '\n' }];
      case 'text':
      case 'escape':
        return 'tokens' in token && token.tokens
          ? readInline(token.tokens)
          : [{ kind: 'text', text: unescapeEntities((token as Tokens.Text).text) }];
      default:
        return [];
    }
  });
}

function plain(tokens: readonly Token[]): string {
  const flat = (inline: readonly Inline[]): string =>
    inline
      .map((one) => ('text' in one ? (one.kind === 'code' ? `\`${one.text}\`` : one.text) : flat(one.children)))
      .join('');
  return tokens
    .flatMap((token) => (token.type === 'list' ? [] : [flat(readInline(inlineOf(token)))]))
    .join('\n')
    .trim();
}

function unescapeEntities(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
