const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  K: 1024,
  k: 1024,
  kB: 1000,
  KB: 1000,
  M: 1024 ** 2,
  MB: 1e6,
  G: 1024 ** 3,
  GB: 1e9,
};

/** A count such as `10`, `-5`, `2K`; undefined when it is none. A leading `+` is dropped. */
export function readCount(text: string): number | undefined {
  const match = /^([-+]?\d+)([A-Za-z]{0,2})$/.exec(text);
  const unit = match === null ? undefined : UNITS[match[2] as string];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** A duration as `sleep` and `timeout` read it (`1.5`, `2m`, `infinity`), in milliseconds; undefined when it is none. */
export function readDuration(text: string): number | undefined {
  if (/^inf(?:inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  return match === null ? undefined : Number(match[1]) * (SECONDS[match[2] as string] ?? 1) * 1000;
}
