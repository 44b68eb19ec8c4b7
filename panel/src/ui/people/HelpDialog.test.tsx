import { render, screen } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { UserView } from '../../api/client';
import { session } from '../../api/session';
import { loadAllTexts, startTexts } from '../../texts/i18n';
import { HelpDialog } from './HelpDialog';

const USER = { id: 'ada', tenant_id: 'harbour', email: 'ada@example.com', first_name: 'Ada', status: 'Active' } as UserView;

const tab = { opener: window as Window | null, location: { replace: vi.fn() }, close: vi.fn() };
let status: number;
let sent: unknown[];

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
  status = 200;
  sent = [];
  tab.opener = window;
  vi.clearAllMocks();
  vi.spyOn(session, 'token').mockResolvedValue('token');
  vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(await request.json());
    return Response.json(status === 200 ? { access_token: 'delegated', token_type: 'Bearer', expires_in: 900 } : { type: 'x/forbidden' }, { status });
  });
});

const onClose = vi.fn();

async function ask(reason: string): Promise<void> {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HelpDialog user={USER} opener={createRef()} onClose={onClose} />
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByLabelText('Reason'));
  await userEvent.paste(reason);
  await userEvent.click(screen.getByRole('button', { name: 'Open the tab' }));
}

test('opens a tab of its own that knows nothing of this one', async () => {
  await ask('Ticket 4711: no sound');

  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([{ tenant_id: 'harbour', user_id: 'ada', reason: 'Ticket 4711: no sound' }]);
  expect(tab.location.replace).toHaveBeenCalledWith(`${window.location.origin}/#/help?token=delegated`);
  expect(tab.opener).toBeNull();
});

test('a reason that is too short opens nothing', async () => {
  await ask('Help');

  expect(await screen.findByText('At least 10 characters.')).toBeTruthy();
  expect(window.open).not.toHaveBeenCalled();
});

test('a refusal closes the tab, and is said here', async () => {
  status = 403;
  await ask('Ticket 4711: no sound');

  expect(await screen.findByText('You may not act as this person.')).toBeTruthy();
  expect(tab.close).toHaveBeenCalled();
  expect(tab.location.replace).not.toHaveBeenCalled();
});
