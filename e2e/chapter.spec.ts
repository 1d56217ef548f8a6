import { expect, test } from '@playwright/test';
import { type Language, Learner } from './pages/learner';

const languages: readonly Language[] = ['ko', 'en'];

const told = {
  en: { image: 'but with another image', only: 'the controller has made new ones', name: 'not called kubia-http' },
  ko: { image: '이미지가 다릅니다', only: '컨트롤러가 새 파드를 만들었습니다', name: 'kubia-http' },
};

for (const language of languages) {
  test.describe(`the first chapter in ${language}`, () => {
    test('a learner runs a pod, makes mistakes, looks behind the scenes and takes it away', async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open('run-a-pod');
      expect(await learner.type('kubectl get node')).toMatch(/^NAME +STATUS +ROLES +AGE +VERSION\ncontrol-plane/);
      await learner.seesOnly(1);
      expect(await learner.type('k get pods')).toBe('No resources found in default namespace.');
      await learner.sees(2);
      await learner.next();

      await learner.predict(0, 'wrong');
      expect(await learner.type('kubectl rn kubia --image=luksa/kubia')).toContain(
        'error: unknown command "rn" for "kubectl"',
      );
      expect(await learner.type('kubectl run Kubia --image=luksa/kubia --port=8080')).toContain(
        'The Pod "Kubia" is invalid',
      );
      expect(await learner.type('kubectl run kubia --image=luksa/kubai --port=8080')).toBe('pod/kubia created');
      await learner.isTold(told[language].image);
      await learner.seesOnly(0);
      await learner.type('kubectl delete pod kubia --now');
      await learner.watchSolution(2);
      await learner.seesOnly(0);
      expect(await learner.run(0)).toBe('pod/kubia created');
      expect(await learner.run(1)).toMatch(/kubia +[01]\/1/);
      await learner.sees(2);
      await learner.next();

      expect(await learner.run(0)).toContain('Successfully assigned default/kubia to worker-');
      await learner.sees(1);
      await learner.next();

      expect(await learner.run(0)).toContain("You've hit kubia");
      await learner.sees(1);
      await learner.next();

      await learner.predict(2, 'right');
      await learner.hurry(async () => {
        expect(await learner.run(0)).toBe('pod "kubia" deleted');
      });
      await learner.sees(1);
      await learner.finishes();
    });

    test('a learner has a pod kept, loses it, and sees another take its place', async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open('keep-it-running');
      expect(await learner.run(0)).toContain('kind: ReplicationController');
      expect(await learner.type('kubectl create -f kubia.yaml')).toBe('error: the path "kubia.yaml" does not exist');
      expect(await learner.run(1)).toBe('replicationcontroller/kubia created');
      await learner.sees(2);
      await learner.next();

      await learner.predict(2, 'right');
      expect(await learner.run(0)).toMatch(/^pod "kubia-\w{5}" deleted$/);
      await learner.sees(1);
      expect(await learner.run(1)).toMatch(/^kubia-\w{5} +1\/1 +Running/m);
      await learner.next();

      expect(await learner.run(0)).toContain('SuccessfulCreate');
      await learner.sees(1);
      await learner.next();

      await learner.predict(0, 'wrong');
      await learner.type('kubectl delete pod -l app=kubia --wait=false');
      await learner.isTold(told[language].only);
      await learner.run(0);
      await learner.hurry(() => learner.sees(2));
      await learner.finishes();
    });

    test('a learner opens doors to the pods: load balancer, cluster address, node port, another name', async ({
      page,
    }) => {
      const learner = new Learner(page, language);
      await learner.open('open-a-door');
      await learner.predict(1, 'right');
      expect(await learner.run(0)).toMatch(/^curl: \(28\) Connection timed out after \d+ milliseconds$/);
      await learner.sees(1);
      await learner.next();

      await learner.predict(0, 'right');
      await learner.type('kubectl expose rc kubia --type=LoadBalancer');
      await learner.isTold(told[language].name);
      await learner.type('kubectl delete svc kubia');
      expect(await learner.run(0)).toBe('service/kubia-http exposed');
      expect(await learner.run(1)).toMatch(/kubia-http +LoadBalancer/);
      await learner.sees(2);
      await learner.next();

      for (let call = 0; call < 3; call++) expect(await learner.run(0)).toMatch(/^You've hit kubia-\w{5}$/);
      await learner.sees(1);
      await learner.next();

      await learner.predict(2, 'right');
      expect(await learner.type('curl -m 2 http://kubia-http:8080')).toBe(
        'curl: (6) Could not resolve host: kubia-http',
      );
      expect(await learner.run(0)).toMatch(/^You've hit kubia-\w{5}$/);
      await learner.sees(1);
      await learner.next();

      expect(await learner.run(0)).toBe('service/kubia-node exposed');
      await learner.seesOnly(1);
      expect(await learner.run(1)).toMatch(/^You've hit kubia-\w{5}$/);
      await learner.sees(2);
      await learner.next();

      expect(await learner.run(0)).toBe('service/docs created');
      await learner.sees(1);
      await learner.finishes();
    });

    test('a learner asks for three and gets answers from different pods', async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open('more-of-them');
      await learner.predict(2, 'right');
      expect(await learner.type('kubectl scale rc kubia --replicas=tree')).toContain(
        'error: invalid argument "tree" for "--replicas" flag',
      );
      expect(await learner.run(0)).toBe('replicationcontroller/kubia scaled');
      expect((await learner.run(1)).match(/^pod\/kubia-/gm)).toHaveLength(3);
      await learner.sees(2);
      await learner.next();

      const answers = (await learner.run(0)).split('\n');
      expect(answers).toHaveLength(10);
      expect(new Set(answers).size).toBeGreaterThan(1);
      await learner.sees(1);
      await learner.next();

      await learner.predict(0, 'right');
      await learner.askForHint();
      await learner.run(0);
      await learner.sees(1);
      await learner.next();

      expect(await learner.run(0)).toBe('replicationcontroller/kubia scaled');
      await learner.hurry(() => learner.sees(2));
      await learner.finishes();
    });

    test('a learner finds out where pods run and that it does not matter', async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open('where-it-runs');
      await learner.run(0);
      await learner.type('kubectl get pods > pods.txt');
      await learner.seesOnly(0);
      await learner.run(1);
      await learner.sees(2);
      await learner.next();

      await learner.predict(1, 'right');
      expect(await learner.run(0)).toContain('Events:');
      await learner.sees(1);
      await learner.next();

      await learner.predict(2, 'right');
      expect((await learner.run(0)).split('\n')).toHaveLength(3);
      await learner.seesOnly(1);
      expect((await learner.run(1)).match(/You've hit/g)).toHaveLength(5);
      await learner.run(2);
      await learner.sees(2);
      await learner.finishes();
    });
  });
}
