import type { DialOutcome } from '../../engine/network/namespace';
import { callback } from '../../engine/processes/routine';
import { passText } from '../tool/connectionPipes';
import { defineTool } from '../tool/tool';

/** Ctrl-] */
const ESCAPE = '\u001d';

/** `telnet`: lines to a TCP port and back. Simplified: no options are negotiated; Ctrl-] ends it at once. */
export const telnet = defineTool({
  name: 'telnet',
  summary: 'talk to a TCP port',
  usage: 'HOST [PORT]',
  options: 'l= a 4 6 E',
  *run(tool) {
    const [host, port = '23'] = tool.operands;
    const { process } = tool;
    if (host === undefined) return tool.misuse('missing host');
    const dialled = yield* callback<DialOutcome>((done) => process.network.dial(host, Number(port), {}, done));
    if (!dialled.ok && dialled.failure === 'unresolved')
      return tool.fail(
        tool.busybox ? `bad address '${host}'` : `could not resolve ${host}/${port}: Name or service not known`,
      );
    const { address = host } = dialled;
    if (!tool.busybox) yield* tool.print(`Trying ${address}...\n`);
    if (!dialled.ok) {
      const reason = {
        refused: 'Connection refused',
        reset: 'Connection reset by peer',
        timeout: 'Connection timed out',
        unreachable: tool.busybox ? 'Host is unreachable' : 'No route to host',
        'no-network': 'Network is unreachable',
        unresolved: '',
      }[dialled.failure];
      return tool.fail(
        tool.busybox
          ? `can't connect to remote host (${address}): ${reason}`
          : `Unable to connect to remote host: ${reason}`,
      );
    }
    yield* tool.print(
      tool.busybox
        ? `Connected to ${host}\n\nEntering character mode\nEscape character is '^]'.\n\n`
        : `Connected to ${host}.\nEscape character is '^]'.\n`,
    );
    let escaped = false;
    const end = yield* passText(process, dialled.connection, {
      stopAtInput: true,
      filter: (text) => {
        if (!text.includes(ESCAPE)) return text.replace(/\r?\n/g, '\r\n');
        escaped = true;
        dialled.connection.reset();
        return '';
      },
      stopWhen: () => escaped,
    });
    if (escaped) {
      yield* tool.print('\ntelnet> quit\nConnection closed.\n');
      return 0;
    }
    const words = end === 'reset' ? 'Connection reset by peer.' : 'Connection closed by foreign host.';
    yield* tool.print(`${words}\n`);
    return 1;
  },
});
