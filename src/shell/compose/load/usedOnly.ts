/** What of a file its services use. */
import { isPlain, type Plain } from '../composeValues';
import type { Draft } from './canonicalValues';

/** Without networks, volumes, secrets and configs that no service has. */
export function withoutUnused(file: Plain): Draft {
  const services = Object.values(file['services'] as Record<string, Plain>);
  const sources = (key: string) =>
    services.flatMap((service) => ((service[key] as readonly Plain[] | undefined) ?? []).map((one) => one['source']));
  const buildSecrets = services.flatMap((service) => {
    const build = service['build'];
    const granted = isPlain(build) ? ((build['secrets'] as readonly Plain[] | undefined) ?? []) : [];
    return granted.map((one) => one['source']);
  });
  const used: Readonly<Record<string, readonly unknown[]>> = {
    networks: services.flatMap((service) => Object.keys((service['networks'] as Plain | undefined) ?? {})),
    volumes: sources('volumes'),
    secrets: [...sources('secrets'), ...buildSecrets],
    configs: sources('configs'),
  };
  const out: Draft = { ...file };
  for (const [kind, names] of Object.entries(used)) {
    const members = Object.entries((file[kind] ?? {}) as Plain).filter(([key]) => names.includes(key));
    if (members.length === 0) delete out[kind];
    else out[kind] = Object.fromEntries(members);
  }
  return out;
}
