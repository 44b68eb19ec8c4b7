import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../../api/session';
import { loadAllTexts, startTexts } from '../../texts/i18n';
import { PlanPage } from './PlanPage';

const BASIC = {
  id: 'basic',
  name: 'Basic',
  price_monthly: '29.00',
  price_yearly: '290.00',
  currency: 'EUR',
  storage_quota_mb: 100,
  processing_quota_minutes: 60,
  max_users: 5,
  features: {},
  status: 'Published',
  current_version: 2,
};
const LARGE = { ...BASIC, id: 'large', name: 'Large', price_yearly: undefined, features: { translation: false }, current_version: 1 };
const SUBSCRIPTION = {
  id: 'subscription',
  subscription_plan_id: 'basic',
  plan_version: 2,
  status: 'Active',
  interval: 'Month',
  period_start: '2026-03-01T10:00:00Z',
  period_end: '2026-04-01T10:00:00Z',
  next_charge_at: '2026-04-01T10:00:00Z',
  created_at: '2026-01-01T10:00:00Z',
  version: 1,
};
const PREVIEW = {
  subscription_plan_id: 'large',
  plan_version: 1,
  interval: 'Month',
  at: '2026-03-16T10:00:00Z',
  lines: [
    { kind: 'Credit', subscription_plan_id: 'basic', amount: '-14.50', currency: 'EUR' },
    { kind: 'Charge', subscription_plan_id: 'large', amount: '29.50', currency: 'EUR' },
  ].map((line) => ({ ...line, plan_version: 1, period_start: '2026-03-16T10:00:00Z', period_end: '2026-04-01T10:00:00Z' })),
  totals: { EUR: '15.00' },
  next_charge_at: '2026-04-01T10:00:00Z',
  next_amount: '59.00',
  next_currency: 'EUR',
  storage_quota_mb: 1000,
  processing_quota_minutes: 600,
  max_users: 20,
};
const REFUND = {
  id: 'refund',
  kind: 'Refund',
  description: 'Refund',
  reason: 'Two days without service',
  period_start: '2026-03-01T10:00:00Z',
  period_end: '2026-04-01T10:00:00Z',
  amount: '-10.00',
  currency: 'EUR',
  tax_amount: '-1.90',
  collected_by: 'Reseller',
  charged_at: '2026-03-31T10:15:30Z',
};
const ME = {
  user: { role: 'Admin' },
  organisation: { kind: 'Customer', status: 'Active', seats: { used: 2, max: 5 } },
  reseller: { name: 'Harbour' },
  features: { languages: ['en', 'de'], bgm_separation: false, max_file_mb: 500 },
};
const QUOTA = {
  period_end: '2026-04-01T10:00:00Z',
  processing_ms: { used: 0, reserved: 0, limit: 3_600_000 },
  storage_bytes: { used: 0, reserved: 0, limit: 100_000_000 },
};

let answers: Record<string, unknown>;
let previewed: unknown[];

beforeAll(async () => {
  await startTexts('en');
  await loadAllTexts();
  // jsdom shows no dialogs.
  HTMLDialogElement.prototype.showModal = function (): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (): void {
    this.open = false;
  };
});

beforeEach(() => {
  previewed = [];
  answers = {
    '/api/v1/me': ME,
    '/api/v1/quota': QUOTA,
    '/api/v1/subscriptions': { items: [SUBSCRIPTION] },
    '/api/v1/subscription-plans': { items: [LARGE, BASIC] },
    '/api/v1/subscription-plans/basic': BASIC,
    '/api/v1/subscription-plans/large': LARGE,
    '/api/v1/subscriptions/subscription/preview': PREVIEW,
    '/api/v1/charges': { items: [REFUND] },
  };
  vi.spyOn(session, 'token').mockResolvedValue('token');
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'POST') {
      previewed.push(await request.json());
    }
    return Response.json(answers[new URL(request.url).pathname]);
  });
});

function open(subscription: object = {}): void {
  answers['/api/v1/subscriptions'] = { items: [{ ...SUBSCRIPTION, ...subscription }] };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter initialEntries={['/plan']}>
        <PlanPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const choose = async (field: string, option: string): Promise<void> => {
  await userEvent.click(screen.getByLabelText(field));
  await userEvent.click(await screen.findByText(option, { selector: '.ant-select-item-option-content' }));
};

test('shows the plan, what it allows, and who changes it', async () => {
  open();

  expect(await screen.findByText('€29.00')).toBeTruthy();
  expect(screen.getByText(/^Mar 1\s–\sApr 1, 2026$/, { selector: 'dd' })).toBeTruthy();
  expect(screen.getByText('Your provider, Harbour, makes the change.')).toBeTruthy();
  expect(await screen.findByText('Minutes of audio a month: 60')).toBeTruthy();
  expect(screen.getByText('Languages: English and German')).toBeTruthy();
  expect(screen.getByText('Not included: taking music away from speech')).toBeTruthy();
});

test('a line of the ledger says what it is, why, and its sign', async () => {
  open();

  const list = await screen.findByRole('list', { name: 'Charges' });

  expect(within(list).getByText('Refund: money back')).toBeTruthy();
  expect(within(list).getByText('Reason: Two days without service')).toBeTruthy();
  expect(within(list).getByText(/^Mar 1\s–\sApr 1, 2026$/)).toBeTruthy();
  expect(within(list).getByText('-€10.00')).toBeTruthy();
  expect(within(list).getByText('Tax: -€1.90')).toBeTruthy();
});

test('prices a change before anybody makes it', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'What would a change cost?' }));
  await screen.findByLabelText('Plan');

  await choose('Plan', 'Large');

  const cost = within(screen.getByRole('region', { name: 'What it would cost' }));
  expect(await cost.findByText('-€14.50')).toBeTruthy();
  expect(cost.getByText('€29.50')).toBeTruthy();
  expect(cost.getByText('€15.00')).toBeTruthy();
  expect(cost.getByText('People: 20')).toBeTruthy();
  expect(cost.getByText('Not included: translation')).toBeTruthy();
  expect(screen.getByText('This plan is sold by the month alone.')).toBeTruthy();
  await choose('When', 'At the end of this period');
  await vi.waitFor(() =>
    expect(previewed).toEqual([
      { subscription_plan_id: 'large', interval: 'Month', at: 'Now' },
      { subscription_plan_id: 'large', interval: 'Month', at: 'PeriodEnd' },
    ]),
  );
});

test('an older version of the plan has its own price', async () => {
  open({ plan_version: 1 });

  expect(await screen.findByText('€59.00')).toBeTruthy();
  expect(screen.queryByText('€29.00')).toBeNull();
  expect(previewed).toEqual([{ at: 'PeriodEnd' }]);
});

const PENDING = { subscription_plan_id: 'large', plan_version: 1, interval: 'Year', at: '2026-04-01T10:00:00Z' };

test.each([
  [{ pending: PENDING }, 'On Apr 1, 2026 it changes to Large, paid by the year.'],
  [{ status: 'Trial', trial_ends_at: PENDING.at, pending: PENDING }, 'The trial ends on Apr 1, 2026. Then Large begins, paid by the year.'],
  [{ status: 'Trial', trial_ends_at: PENDING.at, ends_at: PENDING.at }, 'The trial ends on Apr 1, 2026, and no plan follows.'],
  [{ status: 'Cancelled', ends_at: PENDING.at }, 'It is cancelled, and goes on until Apr 1, 2026. No other period is charged.'],
  [{ status: 'Expired', ends_at: PENDING.at }, 'It ended on Apr 1, 2026. What is there can still be read and downloaded.'],
])('says what comes next: %#', async (subscription, sentence) => {
  open(subscription);

  expect(await screen.findByText(sentence)).toBeTruthy();
});

test('what is cancelled has no change to price', async () => {
  open({ status: 'Cancelled', ends_at: PENDING.at });

  expect(await screen.findByText('Cancelled')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'What would a change cost?' })).toBeNull();
});
