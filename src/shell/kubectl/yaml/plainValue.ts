/** What a plain word means in YAML 1.1, as go-yaml 2 resolves it. */
import { parseInteger } from '../../flags/flag';

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** `on` is true, `0777` is 511, `1.5` a number, `12:30` and dates stay texts. */
export function plainValue(word: string): unknown {
  if (/^(?:~|null|Null|NULL|)$/.test(word)) return null;
  if (TRUE.test(word)) return true;
  if (FALSE.test(word)) return false;
  if (!/^[-+.0-9]/.test(word)) return word;
  const digits = word.replaceAll('_', '');
  const integer = parseInteger(digits);
  if (integer !== undefined) return Number(integer);
  if (FLOAT.test(digits)) return Number(digits);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(word) ? Number.NaN : word;
}
