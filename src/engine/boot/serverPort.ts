/** The port in a server URL such as `https://127.0.0.1:6443`. */
export function serverPort(server: string): number {
  const [, port = '443'] = /^https?:\/\/[^:/]+:(\d+)/.exec(server) ?? [];
  return Number(port);
}
