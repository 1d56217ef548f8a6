/** What the dashboard asks of the API server: only while a pod of it runs, and as its own service account. */
import type { World } from '../engine';
import type { ApiRequest, ApiResponse, Caller } from '../engine/client/door';
import type { Pod } from '../kinds/pod';

const NAMESPACE = 'kubernetes-dashboard';
const ACCOUNT: Omit<Caller, 'actor'> = {
  user: `system:serviceaccount:${NAMESPACE}:${NAMESPACE}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${NAMESPACE}`, 'system:authenticated'],
};
const LOOKER: Caller = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'diagram' };

/** Asks through a pod of the dashboard, as the browser does by way of the proxy; 503 when there is none that is ready. */
export function askDashboard({ api }: Pick<World, 'api'>, request: ApiRequest): ApiResponse {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods`;
  const { code, body } = api.handle({ method: 'GET', path, query: { labelSelector: `k8s-app=${NAMESPACE}` } }, LOOKER);
  if (code !== 200) return { code, body };
  const pod = (body as { readonly items: readonly Pod[] }).items.find(isReady);
  if (pod === undefined) return unavailable;
  // what it only reads is the page's looking, and not part of the world's history
  const actor = request.method === 'GET' ? LOOKER.actor : `pod/${NAMESPACE}/${pod.metadata.name}`;
  return api.handle(request, { ...ACCOUNT, actor });
}

function isReady({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** How the API server's proxy answers then. */
const unavailable: ApiResponse = {
  code: 503,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `no endpoints available for service "http:${NAMESPACE}:"`,
    reason: 'ServiceUnavailable',
    code: 503,
  },
};
