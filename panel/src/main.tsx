import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { HELP, letterToken, takeLetter } from './api/letters';
import { session } from './api/session';
import { Providers } from './app/Providers';
import { makeRouter } from './app/routes';
import { applyAppearance } from './brand/appearance';
import './style.css';
import { startTexts } from './texts/i18n';

// Not awaited: files of texts import from the file that this one becomes a part of, and would wait for it for ever.
void start();

async function start(): Promise<void> {
  applyAppearance();
  // Before the router reads the address.
  if (takeLetter() === HELP) {
    session.help(letterToken(HELP) ?? '');
  } else {
    void session.restore();
  }
  await startTexts();

  const router = makeRouter();
  // The link of a letter, put into the address of a tab that is open already.
  window.addEventListener('hashchange', () => {
    const path = takeLetter();
    if (path === HELP) {
      session.help(letterToken(HELP) ?? '');
    }
    if (path !== null) {
      void router.navigate(path, { replace: true });
    }
  });

  const root = document.getElementById('root');
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <Providers>
          <RouterProvider router={router} />
        </Providers>
      </StrictMode>,
    );
  }
}
