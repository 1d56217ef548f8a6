/** How much traffic an exchange is: payloads with the headers of the packets that they are cut into. */
import { utf8Length } from '../../base/utf8';
import type { Traffic } from './link';
import type { HttpHead, HttpRequest } from './namespace';

export const noTraffic: Traffic = { bytes: 0, packets: 0 };

/** Ethernet, IP and TCP with its options. */
const TCP_HEADERS = 66;
/** Ethernet, IP and UDP. */
const UDP_HEADERS = 42;
/** The most that one packet carries. */
const SEGMENT = 1448;

/** A payload in segments, with so many packets besides that carry nothing (SYN, ACK, FIN). */
export function tcpPackets(payload: number, empty: number): Traffic {
  const packets = Math.ceil(payload / SEGMENT) + empty;
  return { bytes: payload + packets * TCP_HEADERS, packets };
}

export function datagram(payload: number): Traffic {
  return { bytes: payload + UDP_HEADERS, packets: 1 };
}

/** ping's: 56 bytes of data. */
export const echoPacket: Traffic = { bytes: 98, packets: 1 };

/** A request with its line, headers and body. */
export function requestBytes({ method, path, headers, body }: HttpRequest): number {
  return method.length + path.length + 12 + headerBytes(headers) + utf8Length(body);
}

/** An answer's status line and headers. */
export function headBytes({ headers, statusText = 'OK' }: HttpHead): number {
  return statusText.length + 15 + headerBytes(headers);
}

function headerBytes(headers: HttpHead['headers']): number {
  let bytes = 2;
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) bytes += name.length + value.length + 4;
  }
  return bytes;
}
