import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { MemoryRouter, Route, Routes } from 'react-router';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../../api/session';
import { loadAllTexts, startTexts } from '../../texts/i18n';
import { NewTenantPage } from './NewTenantPage';

const ID = '7b0e0f3a-0000-4000-8000-000000000001';
const TENANT = { id: ID, name: 'Harbour', kind: 'Customer', status: 'Active', suspensions: [], reseller_suspensions: [], version: 1 };

interface Sent {
  path: string;
  key: string | null;
  body: Record<string, unknown>;
}

let sent: Sent[];
let people: object[];
/** The status of the answers to invitations, one after the other. */
let invitations: number[];

beforeAll(async () => {
  await startTexts('en');
  await loadAllTexts();
});

beforeEach(() => {
  sent = [];
  people = [];
  invitations = [201];
  vi.spyOn(session, 'token').mockResolvedValue('token');
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method === 'GET') {
      const answers: Record<string, unknown> = {
        '/api/v1/subscription-plans': { items: [] },
        '/api/v1/users': { items: people },
        [`/api/v1/tenants/${ID}`]: TENANT,
      };
      return Response.json(answers[pathname] ?? { items: [] });
    }
    sent.push({ path: pathname, key: request.headers.get('Idempotency-Key'), body: (await request.json()) as Record<string, unknown> });
    const status = pathname === '/api/v1/users' ? (invitations.shift() ?? 201) : 201;
    return status === 201
      ? Response.json({ ...TENANT, id: pathname === '/api/v1/subscription-plans' ? 'plan' : ID }, { status })
      : Response.json({ type: 'https://sotto.dev/problems/conflict', detail: 'Taken' }, { status });
  });
});

function open(address = '/tenants/new'): void {
  render(
    <App>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MemoryRouter initialEntries={[address]}>
          <Routes>
            <Route path="/tenants/new" element={<NewTenantPage />} />
            <Route path="/tenants/:id" element={<p>The page of the customer</p>} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </App>,
  );
}

const paste = async (label: string, text: string): Promise<void> => {
  await userEvent.click(screen.getByLabelText(label));
  await userEvent.clear(screen.getByLabelText(label));
  await userEvent.paste(text);
};

test('makes plan, customer and Admin in one go, and goes on where it stopped', async () => {
  invitations = [409, 201];
  open();
  await screen.findByLabelText('Name of the organisation');

  await paste('Name of the organisation', 'Harbour');
  await paste('Name of the plan', 'Studio');
  await paste('Price of a month', '29,00');
  await paste('E-mail', 'taken@example.com');
  await userEvent.click(screen.getByRole('button', { name: 'Create the customer' }));

  expect(await screen.findByText('Harbour is there, with its plan. Only its first Admin is missing.')).toBeTruthy();
  expect(await screen.findByText(/This address cannot be invited/)).toBeTruthy();
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/subscription-plans', '/api/v1/tenants', '/api/v1/users']);
  expect(sent[0]?.body).toMatchObject({ name: 'Studio', price_monthly: '29.00' });
  expect(sent[1]?.body).toMatchObject({ name: 'Harbour', subscription_plan_id: 'plan' });
  expect(sent[2]?.body).toEqual({ tenant_id: ID, email: 'taken@example.com', role: 'Admin' });
  expect(sent.every(({ key }) => key !== null)).toBe(true);

  await paste('E-mail', 'ada@example.com');
  await userEvent.click(screen.getByRole('button', { name: 'Send the invitation' }));

  expect(await screen.findByText('The page of the customer')).toBeTruthy();
  expect(sent.slice(3).map(({ path, body }) => [path, body.email])).toEqual([['/api/v1/users', 'ada@example.com']]);
});

test('somebody else goes on by the address: the server says what is left', async () => {
  open(`/tenants/new?tenant=${ID}`);

  expect(await screen.findByRole('button', { name: 'Send the invitation' })).toBeTruthy();
  expect(screen.queryByLabelText('Name of the organisation')).toBeNull();
});

test('a customer with people is complete', async () => {
  people = [{ id: 'ada', status: 'Invited' }];
  open(`/tenants/new?tenant=${ID}`);

  expect(await screen.findByText(/This customer is complete/)).toBeTruthy();
});
