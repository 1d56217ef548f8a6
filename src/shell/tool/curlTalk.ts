/** What `curl -v` tells of a connection. */
import type { HttpHead, HttpRequest } from '../../engine/network/namespace';
import type { Transfer } from './curlFailure';
import { headerLines, statusLine } from './httpHeaders';
import type { Tool } from './tool';
import type { Address } from './url';

export function tellConnection(tool: Tool, address: Address, target: string): void {
  const { host, port } = address;
  tool.process.stderr.write(
    `*   Trying ${target}:${port}...\n* Connected to ${host.replace(/[[\]]/g, '')} (${target.replace(/[[\]]/g, '')}) port ${port} (#0)\n`,
  );
}

export function tellRequest(tool: Tool, request: HttpRequest): void {
  const lines = [`${request.method} ${request.path} HTTP/1.1`, ...headerLines(request.headers), ''];
  tool.process.stderr.write(lines.map((line) => `> ${line}\n`).join(''));
}

export function tellHead(tool: Tool, head: HttpHead): void {
  const lines = [statusLine(head), ...headerLines(head.headers), ''];
  tool.process.stderr.write(lines.map((line) => `< ${line}\n`).join(''));
}

export function tellFailure(tool: Tool, request: HttpRequest, transfer: Transfer, message: string): void {
  const { address, outcome } = transfer;
  if (outcome.ok) return;
  const { stderr } = tool.process;
  const target = outcome.address ?? address.host;
  if (outcome.failure === 'unresolved') stderr.write(`* Could not resolve host: ${address.host}\n`);
  else if (outcome.failure === 'reset' || outcome.accepted === true) {
    // With a part of the answer all this has been told already.
    if (outcome.partial === undefined) {
      tellConnection(tool, address, target);
      tellRequest(tool, request);
    }
    stderr.write(`* ${message}\n`);
  } else if (outcome.failure === 'refused') {
    stderr.write(`*   Trying ${target}:${address.port}...\n`);
    stderr.write(`* connect to ${target} port ${address.port} failed: Connection refused\n* ${message}\n`);
  } else stderr.write(`*   Trying ${target}:${address.port}...\n* ${message}\n`);
  stderr.write('* Closing connection 0\n');
}
