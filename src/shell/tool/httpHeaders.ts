import { httpReason } from '../../base/httpStatus';
import type { HttpHead } from '../../engine/network/namespace';

/** `HTTP/1.1 200 OK`, with the server's own words where it has any. */
export function statusLine(head: HttpHead): string {
  return `HTTP/1.1 ${head.status} ${head.statusText ?? httpReason(head.status)}`;
}

/** `Name: value`, one for each value. */
export function headerLines(headers: HttpHead['headers']): readonly string[] {
  return Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}`));
}

/** A header's first value, by its name in small letters. */
export function headerValue(headers: HttpHead['headers'], name: string): string | undefined {
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}
