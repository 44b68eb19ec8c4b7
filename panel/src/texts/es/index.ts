import { account } from './account';
import { jobs } from './jobs';
import { shell } from './shell';
import { transcript } from './transcript';
import type { Texts } from '../en';

export const es: Texts = { ...shell, ...account, ...jobs, ...transcript };
