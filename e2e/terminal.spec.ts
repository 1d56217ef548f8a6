import { expect, test } from '@playwright/test';
import { Learner } from './pages/learner';

test('what is mistyped gets the real answers, and nothing is half done', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('keep-it-running');

  expect(await learner.type('kubctl get pods')).toBe('bash: kubctl: command not found');
  expect(await learner.type('kubectl gte pods')).toContain('error: unknown command "gte" for "kubectl"');
  expect(await learner.type('kubectl get pods --wode')).toContain('error: unknown flag: --wode');
  expect(await learner.type('kubectl get podz')).toBe('error: the server doesn\'t have a resource type "podz"');
  expect(await learner.type('kubectl get pod nobody')).toBe('Error from server (NotFound): pods "nobody" not found');

  await learner.keys('kubectl apply -f - <<END\n');
  await learner.keys('apiVersion: v1\nkind: Pod\nmetadata: {name: torn\n');
  expect(await learner.until(() => learner.keys('END\n'))).toMatch(
    /error: error parsing STDIN: error converting YAML to JSON: yaml: line \d+: did not find expected/,
  );

  const documents = [
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\n',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: Bad_Name\nspec:\n  containers:\n  - name: c\n    image: nginx\n',
  ].join('---\n');
  await learner.paste(`cat > two.yaml <<'END'\n${documents}END\n`);
  const applied = await learner.type('kubectl apply -f two.yaml');
  expect(applied).toContain('configmap/good created');
  expect(applied).toContain('The Pod "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name"');
  expect(await learner.type('kubectl get pods')).toBe('No resources found in default namespace.');
});

test('an edit that is left without saving changes nothing', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('keep-it-running');
  await learner.type('kubectl create -f kubia-rc.yaml');
  const before = await learner.type("kubectl get rc kubia -o jsonpath='{.metadata.resourceVersion} {.spec}'");

  const left = await learner.until(async () => {
    await learner.keys('kubectl edit rc kubia\n');
    await page.getByRole('button', { name: 'Discard' }).click();
  });
  expect(left).toContain('Edit cancelled, no changes made.');
  const after = await learner.type("kubectl get rc kubia -o jsonpath='{.metadata.resourceVersion} {.spec}'");
  expect(after.replace(/^\d+ /, '')).toBe(before.replace(/^\d+ /, ''));
});

test('programs that do not end are ended with Ctrl-C', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  const pods = await learner.until(async () => {
    await learner.keys('kubectl get pods -w\n');
    await page.waitForTimeout(500);
    await page.keyboard.press('Control+c');
  });
  expect(pods).toContain('^C');
  await learner.until(async () => {
    await learner.keys('while true; do :; done\n');
    await page.waitForTimeout(500);
    await page.keyboard.press('Control+c');
  });
  expect(await learner.type('echo still here')).toBe('still here');
});

test('Tab completes the name of a pod that runs', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  await learner.type('kubectl run a-long-name --image=nginx');
  await learner.keys('kubectl get pod a-l\t');
  await expect.poll(() => learner.printed()).toContain('kubectl get pod a-long-name');
  expect(await learner.until(() => page.keyboard.press('Enter'))).toMatch(/^NAME .*\na-long-name /);
});

test('a huge paste is taken whole while the page stays responsive', async ({ page }) => {
  const learner = new Learner(page, 'en');
  await learner.open('run-a-pod');
  const lines = Array.from({ length: 4000 }, (_, line) => `line ${line} of a text that somebody pasted by mistake`);
  await learner.until(async () => {
    await learner.paste(`cat > big.txt <<'END'\n${lines.join('\n')}\nEND\n`);
    const asked = Date.now();
    await page
      .getByRole('button', { name: 'Switch to the light theme' })
      .or(page.getByRole('button', { name: 'Switch to the dark theme' }))
      .click();
    expect(Date.now() - asked).toBeLessThan(5_000);
  });
  expect(await learner.type('wc -l big.txt')).toBe('4000 big.txt');
});
