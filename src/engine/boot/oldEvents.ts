import { parseTime } from '../../base/time';
import { eventKind } from '../../kinds/event';
import { Client } from '../client/client';
import type { ApiServer } from '../client/door';

/** How long events are kept, in milliseconds. */
const EVENT_LIFE = 3_600_000;

/** Events live for an hour. Controllers that were resumed greet nodes anew, which in truth they did long ago. */
export function forgetOldEvents(api: ApiServer, arrival: number): void {
  const client = new Client(api, { user: 'system:apiserver', groups: ['system:masters'], actor: 'api-server' });
  const events = client.list(eventKind);
  for (const event of events.ok ? events.value.items : []) {
    const { name, namespace, creationTimestamp } = event.metadata;
    const made = parseTime(creationTimestamp) ?? 0;
    const greeting = event.reason === 'RegisteredNode';
    if (greeting || arrival - made > EVENT_LIFE) client.delete(eventKind, name, namespace);
  }
}
