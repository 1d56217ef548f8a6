// Lets the page work offline after the first visit: what was fetched once from this origin is kept. Files whose name
// holds a hash never change and come from the store; everything else is asked for anew and only falls back to it.
const STORE = 'kubarium-1';
const HASHED = /\/assets\/.+-[\w-]{8}\.\w+$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  event.respondWith(HASHED.test(url.pathname) ? fromStoreFirst(request) : fromNetworkFirst(request));
});

// The first page was loaded before this worker ruled it: the page tells what it has fetched by then.
self.addEventListener('message', (event) => {
  if (!Array.isArray(event.data?.fetched)) return;
  event.waitUntil(
    caches.open(STORE).then((store) => Promise.allSettled(event.data.fetched.map((url) => store.add(url)))),
  );
});

async function fromStoreFirst(request) {
  return (await caches.match(request)) ?? keep(request, await fetch(request));
}

async function fromNetworkFirst(request) {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept === undefined) throw error;
    return kept;
  }
}

async function keep(request, response) {
  if (response.ok && response.type === 'basic') {
    const store = await caches.open(STORE);
    await store.put(request, response.clone());
  }
  return response;
}
