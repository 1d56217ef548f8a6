/** Small texts that lists and messages are made of. */
import { durationInWords } from '../../../base/durationInWords';
import { formatTime } from '../../../base/time';

/** The first 12 digits of an id, without its algorithm. */
export function shortId(id: string): string {
  return id.replace(/^[^:]*:/, '').slice(0, 12);
}

/** Cut to so many characters, the last of which shows that it was cut. */
export function ellipsis(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width <= 1 ? characters.slice(0, width).join('') : `${characters.slice(0, width - 1).join('')}…`;
}

/** `3 minutes ago`. @param seconds since 1970 @param now milliseconds since 1970 */
export function timeAgo(seconds: number, now: number): string {
  return `${durationInWords(now - seconds * 1000)} ago`;
}

/** Go's way to print a moment: `2025-05-30 12:07:14 +0000 UTC`. @param seconds since 1970 */
export function goTime(seconds: number): string {
  return `${formatTime(seconds * 1000)
    .slice(0, 19)
    .replace('T', ' ')} +0000 UTC`;
}

/** Labels as lists show them: `a=1,b=2`. */
export function labelList(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
