import { expect, test } from 'vitest';
import { letterToken, takeLetter } from './letters';

test('takes the token out of the address', () => {
  window.history.replaceState(null, '', '/#/reset-password?token=a-B_9');

  expect(takeLetter()).toBe('/reset-password');

  expect(window.location.pathname).toBe('/reset-password');
  expect(window.location.href).not.toContain('a-B_9');
  expect(letterToken('/reset-password')).toBe('a-B_9');
  expect(letterToken('/accept-invitation')).toBeNull();
});

test.each(['/', '/#content', '/#//evil.example/x?token=1'])('leaves %s as it is', (address) => {
  window.history.replaceState(null, '', address);

  expect(takeLetter()).toBeNull();
  expect(window.location.href).toBe(new URL(address, window.location.origin).href);
});
