/** --platform: `linux/amd64`, `arm64`, `linux`. */
import { CliFailure } from '../failure';

const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);
const ARCHITECTURES = new Set(
  '386 amd64 arm arm64 armbe arm64be loong64 mips mips64 mips64le mips64p32 mips64p32le mipsle ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm x86_64 x86-64 aarch64 i386 armhf armel'.split(
    ' ',
  ),
);

/** Refuses what is no platform. @throws CliFailure */
export function checkPlatform(text: string): void {
  const problem = text === '' ? undefined : platformProblem(text);
  if (problem !== undefined) throw new CliFailure(`error parsing specified platform: ${problem}: invalid argument`);
}

function platformProblem(text: string): string | undefined {
  const parts = text.split('/');
  const quoted = JSON.stringify(text);
  if (parts.length > 3) return `${quoted}: cannot parse platform specifier`;
  const bad = parts.find((part) => !/^[A-Za-z0-9_.-]+$/.test(part));
  const rule = 'platform specifier component must match "^[A-Za-z0-9_-]+$"';
  if (bad !== undefined) return `${JSON.stringify(bad)} is an invalid component of ${quoted}: ${rule}`;
  const [only = ''] = parts.map((part) => part.toLowerCase());
  if (parts.length > 1 || SYSTEMS.has(only) || ARCHITECTURES.has(only)) return undefined;
  return `${quoted}: unknown operating system or architecture`;
}
