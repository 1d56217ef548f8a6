/**
 * Lets the page work offline after the first visit. What this first visit has fetched is handed to the service worker,
 * which was not there yet when it was fetched; the rest it sees for itself.
 */
export async function workOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register('./sw.js');
    const { active } = await navigator.serviceWorker.ready;
    const fetched = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(location.origin));
    const page = location.href.replace(/#.*$/, '');
    active?.postMessage({ fetched: [page, ...new Set(fetched)] });
  } catch {
    // Private windows and embeds may forbid it: the page then needs its network, as any page does.
  }
}
