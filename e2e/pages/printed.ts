/** Keeps what the terminals print, as the page gets it from its worker: nothing is lost that scrolls out of sight. */
import type { Page } from '@playwright/test';

type Printed = Record<number, string>;

/** Must be called before the page is opened; a world that is started anew begins with an empty record. */
export async function recordTerminals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let printed: Printed = {};
    Object.defineProperty(window, 'printed', { get: () => printed });
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        this.addEventListener('message', ({ data }) => {
          if (data?.kind !== 'terminal') return;
          printed[data.terminal] = (printed[data.terminal] ?? '') + data.data;
        });
      }

      override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
        if ((message as { kind?: unknown } | undefined)?.kind === 'start') printed = {};
        super.postMessage(message, options as StructuredSerializeOptions);
      }
    };
  });
}

/** Everything a terminal has printed, without colours and other escapes, lines ended with a line feed only. */
export async function printedBy(page: Page, terminal: number): Promise<string> {
  const raw = await page.evaluate((id) => (window as unknown as { printed: Printed }).printed[id] ?? '', terminal);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes begin with one.
  return raw.replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g, '').replaceAll('\r', '');
}
