import { describe, expect, it } from 'vitest';
import { runSession } from './session';

interface JobOptions {
  readonly spec?: string;
  readonly command: string;
  readonly policy?: string;
}

/** A Job's manifest. */
function job({ spec = '', command, policy = 'Never' }: JobOptions): string {
  return `apiVersion: batch/v1
kind: Job
metadata: {name: work}
spec:
${spec.replace(/^/gm, '  ')}
  template:
    spec:
      restartPolicy: ${policy}
      containers:
      - {name: work, image: busybox, command: [sh, -c, '${command}']}
`;
}

/** What the commands printed after the manifest was applied. */
function run(manifest: string, ...commands: readonly string[]): string[] {
  const steps = ['kubectl apply -f it.yaml', ...commands].map((cmd) => ({ cmd }));
  return runSession({ files: { 'it.yaml': manifest }, steps })
    .steps.slice(1)
    .map(({ stdout, stderr }) => stdout + stderr);
}

const STATUS = `kubectl get job work -o jsonpath='{.status.succeeded}|{.status.failed}|{.status.completedIndexes}|{.status.failedIndexes}|{.status.conditions[*].type}|{.status.conditions[-1].reason}'`;
const EVENTS = `kubectl get events --sort-by=.metadata.name -o custom-columns=R:.reason,M:.message --field-selector involvedObject.name=work --no-headers | sed 's/work-[a-z0-9]*$/POD/'`;

describe('jobs', () => {
  it('run so many pods at a time until enough have succeeded', () => {
    const manifest = job({ spec: 'completions: 3\nparallelism: 2', command: 'sleep 3' });
    expect(run(manifest, 'sleep 20; kubectl get job', STATUS, EVENTS)).toEqual([
      'NAME   STATUS     COMPLETIONS   DURATION   AGE\nwork   Complete   3/3           12s        23s\n',
      '3||||SuccessCriteriaMet Complete|CompletionsReached',
      [
        'SuccessfulCreate   Created pod: POD',
        'SuccessfulCreate   Created pod: POD',
        'SuccessfulCreate   Created pod: POD',
        'Completed          Job completed',
        '',
      ].join('\n'),
    ]);
  });

  it('fail when pods failed too often, and wait longer each time', () => {
    const manifest = job({ spec: 'backoffLimit: 2', command: 'exit 3' });
    const [status, events, times] = run(
      manifest,
      `sleep 60; ${STATUS}`,
      EVENTS,
      "kubectl get pods --sort-by=.metadata.creationTimestamp -o jsonpath='{.items[*].metadata.creationTimestamp}'",
    );
    expect(status).toBe('|3|||FailureTarget Failed|BackoffLimitExceeded');
    expect(events).toContain('BackoffLimitExceeded   Job has reached the specified backoff limit');
    expect(times).toBe('2026-01-05T09:00:00Z 2026-01-05T09:00:11Z 2026-01-05T09:00:32Z');
  });

  it('give each pod of an indexed job its index, and count failures by index', () => {
    const spec = 'completions: 4\nparallelism: 4\ncompletionMode: Indexed\nbackoffLimitPerIndex: 0';
    const manifest = job({ spec, command: 'echo $HOSTNAME $JOB_COMPLETION_INDEX; test $JOB_COMPLETION_INDEX -ne 2' });
    expect(run(manifest, `sleep 5; ${STATUS}`, 'kubectl logs -l batch.kubernetes.io/job-completion-index=3')).toEqual([
      '3|1|0,1,3|2|FailureTarget Failed|FailedIndexes',
      'work-3 3\n',
    ]);
  });

  it('end by their own rules: a policy for failures, a deadline, success of some', () => {
    const policy = 'podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [7]}}]}';
    const failing = run(job({ spec: policy, command: 'exit 7' }), `sleep 5; ${STATUS}`, EVENTS);
    expect(failing[0]).toBe('|1|||FailureTarget Failed|PodFailurePolicy');
    expect(failing[1]).toMatch(
      /Container work for pod default\/work-\w+ failed with exit code 7 matching FailJob rule at index 0/,
    );
    const late = run(job({ spec: 'activeDeadlineSeconds: 5', command: 'sleep 1000' }), `sleep 60; ${STATUS}`);
    expect(late).toEqual(['|1|||FailureTarget Failed|DeadlineExceeded']);
    const some =
      'completions: 3\nparallelism: 3\ncompletionMode: Indexed\nsuccessPolicy: {rules: [{succeededIndexes: "1"}]}';
    const command = 'test $JOB_COMPLETION_INDEX -eq 1 || sleep 1000';
    expect(run(job({ spec: some, command }), `sleep 60; ${STATUS}`)).toEqual([
      '1||1||SuccessCriteriaMet Complete|SuccessPolicy',
    ]);
  });

  it('stop while they are suspended, and go when their time is over', () => {
    const spec = 'ttlSecondsAfterFinished: 20\nsuspend: true';
    const resume = `kubectl patch job work -p '{"spec":{"suspend":false}}'`;
    expect(
      run(
        job({ spec, command: 'true' }),
        'kubectl get job,pods',
        resume,
        'sleep 5; kubectl get job',
        'sleep 30; kubectl get job,pods',
      ),
    ).toEqual([
      'NAME             STATUS      COMPLETIONS   DURATION   AGE\njob.batch/work   Suspended   0/1                      1s\n',
      'job.batch/work patched\n',
      'NAME   STATUS     COMPLETIONS   DURATION   AGE\nwork   Complete   1/1           2s         9s\n',
      'No resources found in default namespace.\n',
    ]);
  });

  it('take their pods along when they are deleted', () => {
    const deletion = 'kubectl delete job work; sleep 40; kubectl get pods';
    expect(run(job({ command: 'sleep 1000' }), deletion)).toEqual([
      'job.batch "work" deleted\nNo resources found in default namespace.\n',
    ]);
  });
});

describe('cron jobs', () => {
  const manifest = (policy: string): string => `apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: '* * * * *'
  concurrencyPolicy: ${policy}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: c, image: busybox, command: [sleep, '90']}]
`;
  const NAMES = "kubectl get jobs -o jsonpath='{.items[*].metadata.name}'";

  it('make a job each minute, name it after the minute, and keep the last three', () => {
    const [names, kept] = run(manifest('Allow'), `sleep 125; ${NAMES}`, `sleep 480; ${NAMES}`);
    expect(names).toBe('tick-29460061 tick-29460062');
    expect(kept?.split(' ').length).toBe(5);
  });

  it('leave a running job alone, or replace it', () => {
    expect(run(manifest('Forbid'), `sleep 130; ${NAMES}`)).toEqual(['tick-29460061']);
    expect(run(manifest('Replace'), `sleep 130; ${NAMES}`)).toEqual(['tick-29460062']);
  });
});
