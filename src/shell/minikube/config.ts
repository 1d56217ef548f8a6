/** ~/.minikube/config/config.json: what `minikube config` keeps. */
import type { Process } from '../../engine/processes/process';

type Settings = Readonly<Record<string, string>>;

function fileOf(process: Process): string {
  return `${process.env.get('HOME') ?? '/'}/.minikube/config/config.json`;
}

/** All settings; none where there is no such file. */
export function readSettings(process: Process): Settings {
  const text = process.files.read(fileOf(process));
  if (!text.ok) return {};
  try {
    const value: unknown = JSON.parse(text.value);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
  } catch {
    return {};
  }
}

export function writeSettings(process: Process, settings: Settings): void {
  const file = fileOf(process);
  process.files.makeDirectory(file.slice(0, file.lastIndexOf('/')), { parents: true });
  process.files.write(file, `${JSON.stringify(settings, undefined, '    ')}\n`);
}

/** The cluster that is meant where -p says nothing. */
export function profileName(process: Process): string {
  return process.env.get('MINIKUBE_PROFILE') || readSettings(process)['profile'] || 'minikube';
}
