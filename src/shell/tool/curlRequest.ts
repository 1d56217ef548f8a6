/** The request that curl's options describe. */
import { encodeBase64 } from '../../base/base64';
import { encodeUtf8 } from '../../base/utf8';
import type { HttpRequest } from '../../engine/network/namespace';
import type { Tool } from './tool';
import type { Address } from './url';
import { hostHeader } from './url';

const AGENT = 'curl/7.88.1';

export function methodOf(tool: Tool): string {
  const explicit = tool.value('X');
  if (explicit !== undefined) return explicit;
  if (tool.has('I')) return 'HEAD';
  return bodyOf(tool) === undefined || tool.has('G') ? 'GET' : 'POST';
}

function bodyOf(tool: Tool): string | undefined {
  const parts: string[] = [];
  for (const [name, value] of tool.options.given) {
    if (name === 'd' || name === 'data-binary' || name === 'json') parts.push(fromFile(tool, value, name === 'd'));
    else if (name === 'data-raw') parts.push(value);
    else if (name === 'data-urlencode')
      parts.push(value.replace(/^([^=]*=)?([\s\S]*)$/, (_, key = '', text) => key + encodeURIComponent(text)));
  }
  return parts.length === 0 ? undefined : parts.join('&');
}

export function fromFile(tool: Tool, value: string, joined: boolean): string {
  if (!value.startsWith('@')) return value;
  const text = tool.process.files.read(tool.path(value.slice(1)));
  return text.ok ? (joined ? text.value.replace(/[\r\n]/g, '') : text.value) : '';
}

export function requestOf(tool: Tool, address: Address, method: string): HttpRequest {
  const body = bodyOf(tool);
  const get = tool.has('G') && body !== undefined;
  const headers: Record<string, string> = {
    Host: hostHeader(address),
    'User-Agent': tool.value('A') ?? AGENT,
    Accept: '*/*',
  };
  const user = tool.value('u') ?? address.credentials;
  if (user !== undefined) headers['Authorization'] = `Basic ${encodeBase64(encodeUtf8(user))}`;
  if (tool.has('json')) Object.assign(headers, { 'Content-Type': 'application/json', Accept: 'application/json' });
  else if (body !== undefined && !get) headers['Content-Type'] = 'application/x-www-form-urlencoded';
  if (body !== undefined && !get) headers['Content-Length'] = String(encodeUtf8(body).length);
  const referer = tool.value('e');
  if (referer !== undefined) headers['Referer'] = referer;
  const cookie = tool.value('b');
  if (cookie?.includes('=') === true) headers['Cookie'] = cookie;
  for (const line of tool.options.values('H')) {
    const [, name, value = ''] = /^([^:;]+)[:;]\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = Object.keys(headers).find((key) => key.toLowerCase() === name.toLowerCase());
    if (known !== undefined) delete headers[known];
    if (value !== '' || line.endsWith(';')) headers[known ?? name] = value;
  }
  const query = get ? `${address.path.includes('?') ? '&' : '?'}${body}` : '';
  return {
    method,
    scheme: address.scheme,
    host: address.host.replace(/^\[|\]$/g, ''),
    port: address.port,
    path: address.path + query,
    headers,
    body: get ? '' : (body ?? ''),
  };
}
