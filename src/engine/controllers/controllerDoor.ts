import type { ApiRequest, ApiServer } from '../client/door';

/**
 * The API server as one controller sees it: before the first write of a reconcile `beforeWrite` is called, so that
 * the trace tells which controller acted, and stays silent about reconciles that changed nothing.
 */
export function controllerDoor(server: ApiServer, beforeWrite: (request: ApiRequest) => void): ApiServer {
  return {
    clock: server.clock,
    handle: (request, caller) => {
      if (request.method !== 'GET') beforeWrite(request);
      return server.handle(request, caller);
    },
    ask: (request, caller, answered) => server.ask(request, caller, answered),
    watch: (request, caller, sink) => server.watch(request, caller, sink),
    connect: (request, caller) => server.connect(request, caller),
  };
}
