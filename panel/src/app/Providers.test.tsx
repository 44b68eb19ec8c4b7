import { act, render } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, test } from 'vitest';
import { languages, startTexts } from '../texts/i18n';
import { Providers } from './Providers';

test('keeps what is on the page when a language arrives', async () => {
  await startTexts();
  let mounted = 0;
  function Page() {
    useEffect(() => {
      mounted++;
    }, []);
    return null;
  }

  render(
    <Providers>
      <Page />
    </Providers>,
  );
  await act(async () => {
    await languages.en.antd();
  });

  expect(mounted).toBe(1);
});
