import { account } from './account';
import { admin } from './admin';
import { audit } from './audit';
import { jobs } from './jobs';
import { operator } from './operator';
import { plan } from './plan';
import { reasons } from './reasons';
import { reseller } from './reseller';
import { shell } from './shell';
import { transcript } from './transcript';
import { webhooks } from './webhooks';
import { workflows } from './workflows';
import type { Texts } from '../en';

export const es: Texts = { ...shell, ...account, ...jobs, ...transcript, ...admin, ...audit, ...plan, ...reseller, ...webhooks, ...operator, ...reasons, ...workflows };
