import { describe, expect, it } from 'vitest';
import { runSession } from './session';

/** Pods that compute now and then until there is a file /stop in them. */
const BUSY = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: c
        image: busybox
        command: [sh, -c, 'while [ ! -f /stop ]; do i=0; while [ $i -lt 20 ]; do i=$((i+1)); done; sleep 0.5; done; sleep 100000']
        resources: {requests: {cpu: 20m}}
`;
const STOP = 'for p in $(kubectl get pods -l app=web -o name); do kubectl exec $p -- touch /stop; done';
const COUNT = "kubectl get hpa web -o jsonpath='{.status.currentReplicas} {.status.conditions[*].reason}'";

function run(cluster: string, ...commands: readonly string[]): string[] {
  const steps = commands.map((cmd) => ({ cmd, wait: 'none' as const }));
  return runSession({ cluster, files: { 'web.yaml': BUSY }, steps }).steps.map(({ stdout, stderr }) => stdout + stderr);
}

describe('autoscalers', () => {
  it('go up at once and down after five quiet minutes', () => {
    const [, up, , quiet, down, rescales] = run(
      'playground',
      'kubectl apply -f web.yaml; kubectl autoscale deployment web --max=3 --cpu-percent=50',
      `sleep 90; ${COUNT}`,
      STOP,
      `sleep 120; ${COUNT}`,
      `sleep 240; ${COUNT}`,
      'kubectl get events --field-selector reason=SuccessfulRescale -o jsonpath=\'{range .items[*]}{.message}{"\\n"}{end}\'',
    );
    expect([up, quiet, down]).toEqual([
      '3 ReadyForNewScale ValidMetricFound TooManyReplicas',
      '3 ScaleDownStabilized ValidMetricFound TooManyReplicas',
      '1 ReadyForNewScale ValidMetricFound TooFewReplicas',
    ]);
    expect(rescales?.trim().split('\n').sort()).toEqual([
      'New size: 1; reason: All metrics below target',
      'New size: 3; reason: cpu resource utilization (percentage of request) above target',
    ]);
  });

  it('say why they cannot scale', () => {
    const reason = (name: string) => `kubectl get hpa ${name} -o jsonpath='{.status.conditions[-1].message}'`;
    const [, noRequest, gone] = run(
      'playground',
      'kubectl create deployment web --image=nginx; kubectl autoscale deployment web --max=3; kubectl autoscale deployment web --max=3 --name=lost; kubectl patch hpa lost -p \'{"spec":{"scaleTargetRef":{"name":"gone"}}}\'',
      `sleep 60; ${reason('web')}`,
      reason('lost'),
    );
    const unable = 'the HPA was unable to compute the replica count: failed to get cpu utilization:';
    expect(noRequest).toMatch(new RegExp(`^${unable} missing request for cpu in container nginx of Pod web-`));
    expect(gone).toBe(
      `the HPA controller was unable to get the target's current scale: deployments/scale.apps "gone" not found`,
    );
    const [, without] = run(
      'reference',
      'kubectl apply -f web.yaml; kubectl autoscale deployment web --max=3',
      `sleep 60; ${reason('web')}`,
    );
    expect(without).toBe(
      `${unable} unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)`,
    );
  });

  it('are seen in their older version too, and changed through it', () => {
    const [, old, changed, kept] = run(
      'reference',
      'kubectl create deployment web --image=nginx; kubectl autoscale deployment web --max=3',
      "kubectl get --raw /apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers/web | jq -c '[.apiVersion, .spec]'",
      `kubectl patch horizontalpodautoscalers.v1.autoscaling web -p '{"spec":{"targetCPUUtilizationPercentage":33}}'`,
      "kubectl get hpa web -o jsonpath='{.apiVersion} {.spec.metrics[0].resource}'",
    );
    const spec =
      '{"maxReplicas":3,"minReplicas":1,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"targetCPUUtilizationPercentage":80}';
    expect(old).toBe(`["autoscaling/v1",${spec}]\n`);
    expect(changed).toBe('horizontalpodautoscaler.autoscaling/web patched\n');
    expect(kept).toBe('autoscaling/v2 {"name":"cpu","target":{"averageUtilization":33,"type":"Utilization"}}');
  });
});

describe('kubectl top', () => {
  it('shows what containers were charged, once they were measured twice', () => {
    const [, early, pods, nodes] = run(
      'playground',
      "kubectl run burn --image=busybox -- sh -c 'while true; do i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done; done'",
      'kubectl top pod',
      'sleep 40; kubectl top pod --containers --sum',
      'kubectl top node --sort-by=cpu | head -2',
    );
    expect(early).toBe('error: metrics not available yet\n');
    expect(pods).toBe(
      [
        'POD    NAME   CPU(cores)   MEMORY(bytes)   ',
        'burn   burn   1000m        0Mi             ',
        '              ________     ________        ',
        '              1000m        0Mi             ',
        '',
      ].join('\n'),
    );
    expect(nodes).toMatch(
      /^NAME +CPU\(cores\) +CPU\(%\) +MEMORY\(bytes\) +MEMORY\(%\) +\nworker-\d +1000m +50% +\d+Mi +\d+% +\n$/,
    );
  });
});
