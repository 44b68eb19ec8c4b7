import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { expect, test, vi } from 'vitest';
import { startTexts } from '../../texts/i18n';
import { InvitationPage } from './InvitationPage';

vi.mock('../../api/letters', () => ({ letterToken: () => 'token' }));

test('says once how long a password has to be', async () => {
  await startTexts('en');
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <InvitationPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );

  await userEvent.type(screen.getByLabelText('New password'), 'short');
  await userEvent.click(screen.getByRole('button', { name: /Join/ }));

  expect(await screen.findByText('This is too short.')).toBeTruthy();
  expect(screen.getAllByText(/At least 10 characters/)).toHaveLength(1);
});
