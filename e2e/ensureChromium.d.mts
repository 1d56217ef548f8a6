/** The browser's path, from CHROMIUM_PATH or PATH; undefined when there is none. */
export function findChromium(): string | undefined;
