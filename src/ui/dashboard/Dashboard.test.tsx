// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../store/playgroundState';
import { fakePlayground } from '../testing/fakePlayground';
import { testPage } from '../testing/testPage';
import { Dashboard } from './Dashboard';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', uid: 'u1', labels: { app: 'web' } },
  spec: { replicas: 2 },
  status: { readyReplicas: 1 },
};

const page = testPage();

beforeEach(() => void vi.useFakeTimers());

afterEach(() => void vi.useRealTimers());

/** The dashboard before a server that answers like this; what was changed through it. */
async function show(answers: Readonly<Record<string, ApiResponse>>): Promise<ApiRequest[]> {
  const changes: ApiRequest[] = [];
  const playground = fakePlayground({ preferences: { ...fakePlayground().getState().preferences, language: 'en' } });
  const askDashboard = async (request: ApiRequest): Promise<ApiResponse> => {
    if (request.method !== 'GET') changes.push(request);
    return answers[`${request.method} ${request.path}`] ?? { code: 200, body: { items: [] } };
  };
  page.show({ ...playground, askDashboard }, <Dashboard />);
  await settle();
  return changes;
}

async function settle(): Promise<void> {
  await act(async () => void (await vi.advanceTimersByTimeAsync(1000)));
}

async function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].filter((one) => one.textContent?.trim() === name).at(-1);
  expect(button, name).toBeDefined();
  await act(async () => button?.click());
  await settle();
}

async function fillIn(selector: string, text: string): Promise<void> {
  const field = page.place.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const good: Readonly<Record<string, ApiResponse>> = {
  [`GET ${DEPLOYMENTS}`]: { code: 200, body: { items: [web] } },
  [`GET ${DEPLOYMENTS}/web`]: { code: 200, body: web },
};

describe('the dashboard', () => {
  it('tells how workloads are, in words beside each ring', async () => {
    await show(good);
    const rings = [...page.place.querySelectorAll('svg + b')].map((one) => one.parentElement?.textContent);
    expect(rings).toContain('1Deploymenton the way 1');
    expect(rings).toContain('0Podnone');
  });

  it('leads from a list to an object and scales it', async () => {
    const changes = await show(good);
    await press('Deployment');
    expect(page.place.querySelector('tbody')?.textContent).toMatch(/^web1\/2app=web/);
    await press('web');
    await fillIn('input[type=number]', '5');
    await press('Scale');
    expect(changes).toEqual([
      {
        method: 'PATCH',
        path: `${DEPLOYMENTS}/web/scale`,
        headers: { 'content-type': 'application/merge-patch+json' },
        body: { spec: { replicas: 5 } },
      },
    ]);
  });

  it('asks before it deletes, and goes back to the list', async () => {
    const changes = await show(good);
    await press('Deployment');
    await press('web');
    await press('Delete');
    expect(changes).toEqual([]);
    expect(document.querySelector('dialog')?.textContent).toContain('Deployment web is deleted');
    await press('Delete');
    expect(changes.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE ${DEPLOYMENTS}/web`]);
    expect(page.place.querySelector('tbody')?.textContent).toMatch(/^web/);
  });

  it('makes objects of YAML, each where it belongs', async () => {
    const changes = await show(good);
    await press('Create');
    await fillIn(
      'textarea',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: one, namespace: team}\n',
    );
    await press('Create');
    expect(changes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/namespaces',
      'POST /api/v1/namespaces/team/pods',
    ]);
  });

  it('says what is wrong: with the YAML, or in the server’s words', async () => {
    const status = { kind: 'Status', status: 'Failure', message: 'deployments.apps is forbidden', code: 403 };
    await show({ [`GET ${DEPLOYMENTS}`]: { code: 403, body: status } });
    await press('Deployment');
    expect(page.place.querySelector('[role=alert]')?.textContent).toBe('deployments.apps is forbidden');
    await press('Create');
    await fillIn('textarea', 'apiVersion: v9\nkind: Thing\nmetadata: {name: x}\n');
    await press('Create');
    expect(page.place.querySelector('[role=alert]')?.textContent).toBe(
      'The dashboard here does not make v9 Thing: use kubectl for it.',
    );
  });
});
