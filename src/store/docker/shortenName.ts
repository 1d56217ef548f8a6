/** `docker.io/library/node:7` as Docker shows it: `node:7`. */
export function shortenName(full: string): string {
  return full.replace(/^docker\.io\/(library\/)?/, '');
}
