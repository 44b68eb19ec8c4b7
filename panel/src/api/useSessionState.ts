import { useSyncExternalStore } from 'react';
import { session, type SessionState } from './session';

export const useSessionState = (): SessionState => useSyncExternalStore(session.subscribe, session.state);
