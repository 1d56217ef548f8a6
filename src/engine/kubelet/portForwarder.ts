/** Port-forward into a pod, as HTTP exchanges inside its network namespace (see `NodeDoor.portForward`). */
import type { Stream } from '../client/door';
import type { ForwardedAnswer, ForwardedRequest } from '../client/nodeDoor';
import type { NetworkNamespace } from '../network/namespace';
import { Pipe } from '../processes/pipe';

/** A stream that answers each request line from the pod's own localhost, in the order in which answers come. */
export function forwardPorts(network: NetworkNamespace): Stream {
  const stdin = new Pipe();
  const stdout = new Pipe();
  const stderr = new Pipe();
  const listeners = new Set<(end: { readonly code: number }) => void>();
  const cancels = new Set<() => void>();
  let partial = '';
  const forward = (line: string) => {
    const { id, port, request } = JSON.parse(line) as ForwardedRequest;
    const inside = { ...request, host: '127.0.0.1', port };
    const cancel = network.exchange(inside, {}, (outcome) => {
      cancels.delete(cancel);
      const answer: ForwardedAnswer = { id, outcome };
      stdout.write(`${JSON.stringify(answer)}\n`);
    });
    cancels.add(cancel);
  };
  const close = () => {
    for (const cancel of cancels) cancel();
    cancels.clear();
    stdout.close();
    stderr.close();
    for (const listener of [...listeners]) listener({ code: 0 });
    listeners.clear();
  };
  stdin.onReadable(() => {
    const text = stdin.take();
    if (text === undefined) {
      close();
      return;
    }
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) if (line !== '') forward(line);
  });
  return {
    stdin,
    stdout,
    stderr,
    onEnd: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    resize: () => {},
    close,
  };
}
