import { expect, type Page, test } from '@playwright/test';
import { type Language, Learner } from './pages/learner';

const APP = `const http = require('http');
const os = require('os');
console.log('Kubia server starting...');
const www = http.createServer((request, response) => {
  console.log('Received request from ' + request.connection.remoteAddress);
  response.writeHead(200);
  response.end("You've hit " + os.hostname() + "\\n");
});
www.listen(8080);
`;
const DOCKERFILE = `FROM node:7
ADD app.js /app.js
ENTRYPOINT ["node", "app.js"]
`;

const words = {
  en: { inside: 'Inside', files: 'Files', why: 'Why?', logs: 'Logs', inspector: 'Inspector', registry: 'Registry' },
  ko: { inside: '안쪽', files: '파일', why: '왜?', logs: '로그', inspector: '살펴보기', registry: '레지스트리' },
};

async function open(page: Page, language: Language, world: string): Promise<Learner> {
  const learner = new Learner(page, language);
  await learner.visit(`#world=${world}&language=${language}`);
  await learner.waitForPrompt();
  await learner.setSpeed('4');
  return learner;
}

/** Writes a file as a learner does who has no editor at hand. */
async function write(learner: Learner, path: string, text: string): Promise<void> {
  await learner.until(() => learner.paste(`cat > ${path} <<'END'\n${text}END\n`));
}

function container(page: Page, name: string) {
  return page.locator(`[data-container="${name}"]`);
}

for (const language of ['en', 'ko'] as const) {
  test(`B1: the first container is pulled and run, and stays to be seen (${language})`, async ({ page }) => {
    const learner = await open(page, language, 'playground');
    await expect(page.locator('[data-container]')).toHaveCount(0);
    expect(await learner.type('docker rnu busybox echo "Hello world"')).toContain('unknown command: docker rnu');
    expect(await learner.type('docker run buzybox echo "Hello world"')).toContain(
      "Unable to find image 'buzybox:latest'",
    );
    const printed = await learner.type('docker run --name hello busybox echo "Hello world"');
    expect(printed).toContain("Unable to find image 'busybox:latest' locally");
    expect(printed).toContain('Pull complete');
    expect(printed.split('\n').at(-1)).toBe('Hello world');

    await expect(container(page, 'hello')).toContainText('Exited (0)');
    await expect(page.locator('[data-image="busybox"]')).toBeVisible();
    await expect(page.locator('[data-repository="busybox"]')).toBeVisible();
    const again = await learner.type('docker run busybox echo "Hello again"');
    expect(again).toBe('Hello again');
  });

  test(`B2 to B5: one's own image, a container of it, a look inside, and its end (${language})`, async ({ page }) => {
    const t = words[language];
    const learner = await open(page, language, 'docker');
    await write(learner, 'app.js', APP);
    await write(learner, 'Dockerfile', DOCKERFILE);
    expect(await learner.type('docker build -t kubia')).toContain('requires 1 argument');
    expect(await learner.type('docker build -t kubia .')).toContain('naming to docker.io/library/kubia');
    await expect(page.locator('[data-image="kubia"]')).toBeVisible();
    expect(await learner.type('docker build -t kubia .')).toContain('CACHED');
    expect(await learner.type('docker images kubia')).toMatch(/kubia +latest +[0-9a-f]{12}/);

    await learner.type('docker run --name kubia-container -p 8080:8080 -d kubia');
    const card = container(page, 'kubia-container');
    await expect(card).toContainText('8080→8080');
    const id = (await learner.type('docker ps -q')).trim();
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(await learner.type('curl localhost:8080')).toBe(`You've hit ${id}`);
    expect(await learner.type('docker run --name second -p 8080:8080 -d kubia')).toContain('port is already allocated');
    expect(await learner.type('docker logs kubia-container')).toContain('Received request from ::ffff:172.17.0.1');

    await card.click();
    const inspector = page.getByRole('complementary', { name: t.inspector });
    await expect(inspector.getByRole('heading', { name: 'kubia-container' })).toBeVisible();
    await inspector.getByRole('tab', { name: t.inside }).click();
    await expect(inspector.getByRole('row')).toHaveCount(2);
    await expect(inspector).toContainText('node app.js');
    await inspector.getByRole('tab', { name: t.why }).click();
    await expect(inspector.getByRole('tabpanel')).toContainText('docker run --name kubia-container');

    await learner.typeUntil('docker exec -it kubia-container bash', /root@[0-9a-f]{12}:\/# $/);
    expect(await learner.typeUntil('hostname', /root@[0-9a-f]{12}:\/# $/)).toContain(id);
    expect(await learner.typeUntil('ps aux', /root@[0-9a-f]{12}:\/# $/)).toMatch(/root +1 .*node app\.js/);
    await learner.typeUntil('echo hello > /note.txt', /root@[0-9a-f]{12}:\/# $/);
    await inspector.getByRole('tab', { name: t.files }).click();
    await expect(inspector).toContainText('/note.txt');
    await learner.type('exit');

    expect(await learner.type('docker stop kubia-container')).toBe('kubia-container');
    await expect(card).toContainText('Exited (137)');
    expect(await learner.type('docker ps')).not.toContain('kubia-container');
    expect(await learner.type('docker ps -a')).toContain('Exited (137)');
    await learner.type('docker rm kubia-container');
    await expect(card).toHaveCount(0);
  });

  test(`B6: an image gets another name and goes to the registry (${language})`, async ({ page }) => {
    const learner = await open(page, language, 'docker');
    await write(learner, 'app.js', APP);
    await write(learner, 'Dockerfile', DOCKERFILE);
    await learner.type('docker build -t kubia .');
    await learner.type('docker tag kubia gildong/kubia');
    await expect(page.locator('[data-image="kubia"]')).toContainText('+1');
    expect(await learner.type('docker push gildong/kubia')).toContain('denied');
    await learner.typeUntil('docker login -u gildong', /Password: $/);
    expect(await learner.type('secret')).toContain('Login Succeeded');
    expect(await learner.type('docker push gildong/kubia')).toMatch(/latest: digest: sha256:[0-9a-f]{64}/);
    await expect(page.locator('[data-repository="gildong/kubia"]')).toBeVisible();
    expect(await learner.type('docker push gildong/kubia')).toContain('Layer already exists');
    expect(await learner.type('docker search busybox')).toContain('busybox');

    await learner.type('docker run -d --name changed kubia');
    await learner.type("docker exec changed sh -c 'echo changed > /note.txt'");
    expect(await learner.type('docker commit -m "a note" changed kubia:noted')).toMatch(/^sha256:[0-9a-f]{64}$/);
    await expect(page.locator('[data-image="kubia:noted"]')).toBeVisible();
    expect(await learner.type('docker run --rm --entrypoint cat kubia:noted /note.txt')).toBe('changed');
  });
}
