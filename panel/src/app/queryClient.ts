import { QueryClient } from '@tanstack/react-query';
import { ME } from '../api/me';
import { Problem, suspensionListeners } from '../api/problem';
import { session } from '../api/session';

const REPEAT_MS = 10_000;

/** What the server said. Only what passes by itself is asked for again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What passes by itself is asked for again for as long as somebody looks at it.
      refetchInterval: ({ state }) => (state.error instanceof Problem && state.error.passes ? REPEAT_MS : false),
      retry: (count, error) => error instanceof Problem && error.passes && count < 3,
    },
    mutations: { retry: false },
  },
});

// A cache outlives no session: the next person at this browser sees nothing of it.
session.onLeave(() => queryClient.clear());

// Whoever is refused because the organisation was just suspended sees why at once.
suspensionListeners.add(() => void queryClient.invalidateQueries({ queryKey: ME }));
