import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { expect, test, vi } from 'vitest';
import { loadAllTexts, startTexts } from '../../texts/i18n';
import { InviteDialog } from './InviteDialog';

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
};

test('a wrong address is told by the form, not by the browser, and nothing is sent', async () => {
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  await startTexts('en');
  await loadAllTexts();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <InviteDialog roles={['User', 'Admin']} opener={{ current: null }} onClose={() => undefined} />
      </App>
    </QueryClientProvider>,
  );
  const address = screen.getByLabelText<HTMLInputElement>('E-mail');

  await userEvent.type(address, 'ada');
  await userEvent.click(screen.getByRole('button', { name: 'Send the invitation' }));

  expect(await screen.findByText('This is not an e-mail address.')).toBeTruthy();
  expect(address.form?.noValidate).toBe(true);
  expect(fetch).not.toHaveBeenCalled();
});
