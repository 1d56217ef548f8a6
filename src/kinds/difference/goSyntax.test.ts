import { expect, it } from 'vitest';
import { goSyntax } from './goSyntax';

it('writes ephemeral containers as the struct that Go has for them', () => {
  const spec = { ephemeralContainers: [{ name: 'debugger', image: 'busybox', targetContainerName: 'c' }] };
  expect(goSyntax(spec, 'PodSpec')).toContain(
    'EphemeralContainers:[]core.EphemeralContainer{core.EphemeralContainer{EphemeralContainerCommon:core.EphemeralContainerCommon{Name:"debugger", Image:"busybox", Command:[]string(nil), ',
  );
  expect(goSyntax({}, 'PodSpec')).toContain('EphemeralContainers:[]core.EphemeralContainer(nil)');
});
