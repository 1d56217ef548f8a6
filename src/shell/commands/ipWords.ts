/** Words for showing, which objects of `ip` share. */
export const isShow = (word: string | undefined) =>
  word === undefined || ['show', 'list', 'ls', 'sh', 's', 'l', 'lst'].includes(word);

/** `10.0.0.1`, `10.0.0.0/24`. */
export function isRange(text: string): boolean {
  const [, ...parts] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  const [prefix = '32'] = parts.slice(4);
  return parts.length > 0 && parts.slice(0, 4).every((part) => Number(part) < 256) && Number(prefix) <= 32;
}
