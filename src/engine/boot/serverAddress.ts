/** The address and port in a server URL such as `https://127.0.0.1:6443`. */
export function serverAddress(server: string): { readonly address: string; readonly port: number } {
  const [, address = '127.0.0.1', port = '443'] = /^https?:\/\/([^:/]+)(?::(\d+))?/.exec(server) ?? [];
  return { address, port: Number(port) };
}
