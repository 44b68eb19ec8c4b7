import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';
import { session } from '../api/session';

/** What the server said. Only what passes by itself is asked for again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => error instanceof Problem && error.passes && count < 3,
    },
    mutations: { retry: false },
  },
});

// A cache outlives no session: the next person at this browser sees nothing of it.
session.onLeave(() => queryClient.clear());
