import { parseTime } from '../../../base/time';
import {
  type CertificateSigningRequest,
  certificateSigningRequestKind,
} from '../../../kinds/certificates/certificateSigningRequest';
import type { ControllerDefinition } from '../controller';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How often old requests are looked for. */
const PERIOD = HOUR;

/** Removes requests that were decided an hour ago or more, and those that nobody decided for a day. */
export const certificateCleanerController: ControllerDefinition = {
  name: 'certificatesigningrequest-cleaner-controller',
  account: 'certificate-controller',
  create(context) {
    const requests = context.informer(certificateSigningRequestKind);
    context.every(PERIOD, () => {
      for (const request of requests.list())
        if (isOld(request, context.clock.now)) context.enqueue(request.metadata.name);
    });
    return {
      reconcile(name) {
        const deleted = context.client.delete(certificateSigningRequestKind, name);
        return deleted.ok || deleted.error.reason === 'NotFound' ? 'done' : 'retry';
      },
    };
  },
};

function isOld({ metadata, status }: CertificateSigningRequest, now: number): boolean {
  const conditions = status?.conditions ?? [];
  const decided = conditions.find(({ type }) => ['Approved', 'Denied', 'Failed'].includes(type));
  if (decided === undefined) return (parseTime(metadata.creationTimestamp) ?? now) < now - 24 * HOUR;
  return (parseTime(decided.lastUpdateTime) ?? now) < now - HOUR;
}
