import { account } from './account';
import { shell } from './shell';

/** What is needed before somebody has signed in. */
export const signedOut = { ...shell, ...account };
