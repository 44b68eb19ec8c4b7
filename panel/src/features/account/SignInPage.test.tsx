import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeAll, expect, test, vi } from 'vitest';
import { startTexts } from '../../texts/i18n';
import { SignInPage } from './SignInPage';

beforeAll(() => startTexts('en'));

function open(): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={['/sign-in']}>
        <SignInPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

test('asks for what is missing and sends nothing', async () => {
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  open();

  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

  // Each field says it by itself, one after the other.
  await vi.waitFor(() => expect(screen.getAllByText('Fill this in.')).toHaveLength(2), 60_000);
  expect(fetch).not.toHaveBeenCalled();
});

test('says that the password is wrong', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ type: 'x/unauthenticated' }, { status: 401 })));
  open();

  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@example.org');
  await userEvent.type(screen.getByLabelText('Password'), 'not the right one');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(await screen.findByText(/is wrong/)).toBeTruthy();
});
