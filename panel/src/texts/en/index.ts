import { account } from './account';
import { jobs } from './jobs';
import { shell } from './shell';
import { transcript } from './transcript';

export const en = { ...shell, ...account, ...jobs, ...transcript };

/** The texts of a language. Every language has the same keys. */
export type Texts = typeof en;
