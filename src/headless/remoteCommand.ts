/** exec and attach over a WebSocket, as `v5.channel.k8s.io` has it: each message begins with its channel's number. */
import type { Stream } from '../engine/client/door';
import type { WebSocket } from './webSocket';

export const COMMAND_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;
const RESIZE = 4;
const CLOSE = 255;

/** Connects a stream of the engine with a client until one of them ends. */
export function serveCommand(socket: WebSocket, stream: Stream): void {
  const send = (channel: number, text: string) => {
    if (text !== '') socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  };
  const drain = () => {
    for (let text = stream.stdout.take(); text; text = stream.stdout.take()) send(STDOUT, text);
    for (let text = stream.stderr.take(); text; text = stream.stderr.take()) send(STDERR, text);
  };
  const decoder = new TextDecoder();
  socket.onMessage = (message) => {
    const [channel] = message;
    const payload = message.subarray(1);
    if (channel === STDIN) stream.stdin.write(decoder.decode(payload, { stream: true }));
    else if (channel === RESIZE) resize(stream, payload.toString());
    else if (channel === CLOSE && payload[0] === STDIN) stream.stdin.close();
  };
  socket.onClose = () => stream.close();
  drain();
  const stops = [stream.stdout.onReadable(drain), stream.stderr.onReadable(drain)];
  stream.onEnd((end) => {
    drain();
    for (const stop of stops) stop();
    send(ERROR, JSON.stringify(statusOf(end)));
    socket.close();
  });
}

/** Tells the client why its command cannot run. */
export function refuseCommand(socket: WebSocket, status: object): void {
  socket.send(Buffer.concat([Buffer.from([ERROR]), Buffer.from(JSON.stringify(status))]));
  socket.close();
}

function resize(stream: Stream, text: string): void {
  const { Width, Height } = JSON.parse(text) as { Width?: number; Height?: number };
  stream.resize(Width ?? 80, Height ?? 24);
}

/** How the command ended, as the kubelet tells it. */
function statusOf({ code, message }: { readonly code: number; readonly message?: string }): object {
  if (code === 0) return { metadata: {}, status: 'Success' };
  const failure = { metadata: {}, status: 'Failure' };
  if (message !== undefined) return { ...failure, reason: 'InternalError', message, code: 500 };
  return {
    ...failure,
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}
