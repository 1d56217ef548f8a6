/** The progress of pulls and pushes: a line for each change, or, on a terminal, a line for each layer that is redrawn. */
import { decimalSize } from '../../../base/units';
import type { TransferProgress } from '../../../engine/docker/daemon';
import type { Output } from '../../../engine/processes/pipe';
import { isTerminal } from '../../../engine/processes/pty';

/** A bar of so many characters. */
const BAR = 50;
/** Terminals narrower than this have no bar. */
const NARROW = 110;

export function transferProgress(output: Output, columns: number): (line: TransferProgress) => void {
  return isTerminal(output) ? redrawn(output, columns) : plain(output);
}

/** Nothing of how much has come; each status of a layer once. */
function plain(output: Output): (line: TransferProgress) => void {
  return ({ id, status, current }) => {
    if (current !== undefined) return;
    output.write(`${id === undefined ? '' : `${id}: `}${status}\n`);
  };
}

function redrawn(output: Output, columns: number): (line: TransferProgress) => void {
  const rows = new Map<string, number>();
  return (line) => {
    const text = `${line.id === undefined ? '' : `${line.id}: `}${line.status}${bar(line, columns)}`;
    if (line.id === undefined || !/^[0-9a-f]{12}$/.test(line.id)) {
      // what stands above a line that is no layer's stays as it is
      rows.clear();
      output.write(`${text}\n`);
      return;
    }
    const row = rows.get(line.id);
    if (row === undefined) {
      rows.set(line.id, rows.size);
      output.write(`${text}\n`);
      return;
    }
    const up = rows.size - row;
    output.write(`\x1b[${up}A\r${text}\x1b[K\r\x1b[${up}B`);
  };
}

function bar({ current, total }: TransferProgress, columns: number): string {
  if (current === undefined) return ' ';
  if (total === undefined || total <= 0) return ` ${decimalSize(current).padStart(8)}`;
  const numbers = `${decimalSize(current).padStart(8)}/${decimalSize(total)}`;
  if (columns <= NARROW) return `  ${numbers}`;
  const filled = Math.min(BAR, Math.floor((current / total) * BAR));
  const rest = filled < BAR ? `>${' '.repeat(BAR - filled)}` : '';
  return ` [${'='.repeat(filled)}${rest}] ${numbers}`;
}
