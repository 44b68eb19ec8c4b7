import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../../api/session';
import { loadAllTexts, startTexts } from '../../texts/i18n';
import { OverviewPage } from './OverviewPage';

const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

const tenant = (id: string, more: object = {}) => ({
  id,
  name: `Office ${id}`,
  status: 'Active',
  suspensions: [],
  reseller_suspensions: [],
  processing_quota_minutes: 100,
  storage_quota_mb: 100,
  ...more,
});

let asked: string[];
let answers: Record<string, unknown>;

beforeAll(async () => {
  await startTexts('en');
  await loadAllTexts();
});

beforeEach(() => {
  asked = [];
  answers = {
    '/api/v1/me': { user: { role: 'ResellerAdmin' }, organisation: { kind: 'House', status: 'Active', suspensions: [], seats: { used: 1 } }, features: {} },
    '/api/v1/commission': { totals: { EUR: '5.80' }, platform_owes: {}, reseller_owes: {}, balance: {}, items: [] },
  };
  vi.spyOn(session, 'token').mockResolvedValue('token');
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    asked.push(`${pathname} ${searchParams.get('tenant_id') ?? ''}${searchParams.get('action') ?? ''}`);
    const key = [`${pathname} ${searchParams.get('tenant_id')}`, `${pathname} ${searchParams.get('action')}`, pathname].find((one) => one in answers);
    return Response.json(key === undefined ? { items: [], totals: [], stored: [], series: [] } : answers[key]);
  });
});

function open(): void {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <OverviewPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

test('a new reseller sees what comes first, and nothing that needs them', async () => {
  open();

  expect(await screen.findByText('First steps')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Plan' }).getAttribute('href')).toBe('/plans/new');
  expect(screen.getByText('(next)')).toBeTruthy();
  expect(await screen.findByText('Nothing needs you now.')).toBeTruthy();
  expect(await screen.findByText('€5.80')).toBeTruthy();
});

test('says who has used much in its own month, who is suspended, and whose invitation ends', async () => {
  const used = (id: string, minutes: number) => ({ tenant_id: id, resource_type: 'Processing', amount: `${minutes * 60}.000000`, unit: 's', records: 1 });
  const period = { period_start: ago(3), period_end: ago(-27), status: 'Active' };
  answers['/api/v1/tenants'] = {
    items: [tenant('a'), tenant('b'), tenant('c', { status: 'Suspended', suspensions: ['Reseller'] }), tenant('d')],
  };
  answers['/api/v1/subscription-plans'] = { items: [{ id: 'p', name: 'Studio', status: 'Published' }] };
  answers['/api/v1/subscriptions'] = { items: ['a', 'b', 'c', 'd'].map((id) => ({ id: `s${id}`, tenant_id: id, ...period })) };
  // In 31 days both used much; since its month began, only one did.
  answers['/api/v1/usage'] = { totals: [used('a', 90), used('b', 95)], stored: [], series: [] };
  answers['/api/v1/usage a'] = { totals: [used('a', 85)], stored: [] };
  answers['/api/v1/usage b'] = { totals: [used('b', 10)], stored: [] };
  answers['/api/v1/audit-log/tenants created'] = {
    items: [
      { id: '1', at: ago(6), tenant_id: 'd', subject_id: 'ada', subject_name: 'ada@example.com' },
      { id: '2', at: ago(6), tenant_id: 'd', subject_id: 'bob', subject_name: 'bob@example.com' },
    ],
  };
  answers['/api/v1/audit-log/tenants joined'] = { items: [{ id: '3', at: ago(5), tenant_id: 'd', subject_id: 'bob' }] };

  open();

  expect(await screen.findByText('has used 85% of its plan.')).toBeTruthy();
  const needs = screen.getAllByRole('list').find((list) => list.className === 'needs') as HTMLElement;
  expect(within(needs).getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Office c', '/tenants/c'],
    ['Office a', '/tenants/a'],
    ['Office d', '/tenants/d/people?status=Invited'],
  ]);
  expect(within(needs).getByText(/The invitation of ada@example.com ends/)).toBeTruthy();
  expect(screen.queryByText('First steps')).toBeNull();
  expect(asked.filter((one) => one === '/api/v1/usage c' || one === '/api/v1/usage d')).toEqual([]);
});
