/** Texts that are no expressions, in the words of cel-go's parser, which is ANTLR's. */
import type { Complaint, LibraryError } from './complaint';

const END = '<EOF>';
/** What may begin an expression. */
const BEGINNINGS =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";
const TOKEN = /^(?:[A-Za-z_]\w*|\d+(?:\.\d+)?|"[^"\n]*"|'[^'\n]*'|&&|\|\||[=!<>]=|.)/;
const CLOSING: Readonly<Record<string, string>> = { RPAREN: ')', RBRACKET: ']', RBRACE: '}', COLON: ':' };

/** Follows the most usual of ANTLR's complaints; the others are as near as the library's error tells. */
export function syntaxComplaints(error: LibraryError, input: string): readonly Complaint[] {
  const place = error.range?.start ?? 0;
  const found = tokenAt(input, place);
  switch (error.code) {
    case 'unexpected_token':
      return [unexpected(input, place, found)];
    case 'unexpected_character':
      return strayCharacter(error, input, place, found);
    case 'unterminated_string':
    case 'newline_in_string':
      return [
        syntax(place, `token recognition error at: '${input.slice(place)}'`),
        syntax(input.length, `mismatched input '${END}' expecting ${BEGINNINGS}`),
      ];
    case 'expected_token': {
      const wanted = CLOSING[/Expected (\w+)/.exec(error.summary)?.[1] ?? ''];
      return [syntax(place, wanted === undefined ? noWay(input, place, found) : `missing '${wanted}' at '${found}'`)];
    }
    case 'reserved_identifier':
      return [{ place, text: `reserved identifier: ${found}` }];
    default:
      return [syntax(place, error.summary)];
  }
}

function syntax(place: number, text: string): Complaint {
  return { place, text: `Syntax error: ${text}` };
}

/** A dot that no name follows: the text from the dot on is told. */
function noWay(input: string, place: number, found: string): string {
  const dot = input.lastIndexOf('.', place - 1);
  return `no viable alternative at input '${input.slice(dot, place)}${found === END ? '' : found}'`;
}

function tokenAt(input: string, place: number): string {
  return TOKEN.exec(input.slice(place))?.[0] ?? END;
}

/** Where an expression should begin stands something else; one token too many is told as such. */
function unexpected(input: string, place: number, found: string): Complaint {
  const next = tokenAt(input, nextPlace(input, place + found.length));
  const extra = found !== END && /^[\w"'([{!-]/.test(next) && next !== END;
  return syntax(place, `${extra ? 'extraneous' : 'mismatched'} input '${found}' expecting ${BEGINNINGS}`);
}

function nextPlace(input: string, from: number): number {
  return from + (/^\s*/.exec(input.slice(from))?.[0].length ?? 0);
}

/** A sign that is no token (`=` alone), or more text behind a whole expression. */
function strayCharacter(error: LibraryError, input: string, place: number, found: string): readonly Complaint[] {
  const unreadable = error.summary === `Unexpected character: ${input[place]}`;
  if (!unreadable) return [trailing(input, place, found)];
  const rest = nextPlace(input, place + 1);
  const sign = input.slice(place, Math.min(place + 2, input.length));
  return [
    syntax(place, `token recognition error at: '${sign}'`),
    ...(rest < input.length ? [trailing(input, rest, tokenAt(input, rest))] : []),
  ];
}

function trailing(input: string, place: number, found: string): Complaint {
  const last = nextPlace(input, place + found.length) >= input.length;
  return syntax(place, `${last ? 'extraneous' : 'mismatched'} input '${found}' expecting ${END}`);
}
