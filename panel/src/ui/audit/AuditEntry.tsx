import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEntryView } from '../../api/client';
import { useMe, useOrganisation } from '../../api/me';
import { subjectNameOf } from './subjects';
import { isSupport, supportOf } from './support';
import { useAuditWords } from './words';

interface Props {
  entry: AuditEntryView;
  all: AuditEntryView[];
  names: Map<string, string>;
}

const KEY = 'api-key:';
const OF_CUSTOMERS: Record<string, string> = { job: '/jobs', workflow: '/workflows' };
const OF_SELLERS: Record<string, string> = { tenant: '/tenants', subscription_plan: '/plans' };

/** One thing that was done: when, by whom, to what; support is marked and says why. */
export function AuditEntry({ entry, all, names }: Props) {
  const { t, i18n } = useTranslation();
  const { action, subject } = useAuditWords();
  const support = isSupport(entry);
  const { name, reason } = support ? supportOf(entry, all) : {};
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const customer = useOrganisation().data?.kind === 'Customer';
  const folder = (customer ? OF_CUSTOMERS : OF_SELLERS)[entry.subject_type];
  const place = folder && entry.action !== 'deleted' ? `${folder}/${entry.subject_id}` : null;
  // Those who sell read of many organisations.
  const organisation = customer || entry.subject_type === 'tenant' ? undefined : names.get(entry.tenant_id ?? '');
  const own = useMe().data?.tenant_id;
  const subjectName = subjectNameOf(entry, names);
  const what = (
    <>
      {subject(entry)} {subjectName && <bdi className="subject">{subjectName}</bdi>}
    </>
  );
  return (
    <li className={support ? 'entry entry-support' : 'entry'}>
      <time dateTime={entry.at} className="muted number">
        {exact.format(new Date(entry.at))}
      </time>
      <div className="shrink">
        <p>
          <bdi className="actor">{name ?? actor(entry, names, support)}</bdi>
          {support && <Tag className="support">{t('audit.support')}</Tag>}
        </p>
        <p>
          {action(entry)} · {place ? <Link to={place}>{what}</Link> : what}
          {organisation && (
            <span className="muted">
              {' '}
              · <bdi>{organisation}</bdi>
            </span>
          )}
        </p>
        {support && entry.action !== 'impersonated' && entry.user_id && (
          <p className="muted">{t('audit.inTheNameOf', { name: names.get(entry.user_id) ?? t('people.gone') })}</p>
        )}
        {reason && <p className="reason">{t('audit.reason', { reason })}</p>}
        {entry.address && <p className="muted number">{entry.address}</p>}
      </div>
    </li>
  );

  function actor(one: AuditEntryView, known: Map<string, string>, helped: boolean): string {
    if (one.actor?.startsWith(KEY)) {
      const owner = one.user_id && known.get(one.user_id);
      const key = one.actor_name ?? one.actor.slice(KEY.length);
      return owner ? t('audit.keyOf', { key, name: owner }) : t('audit.key', { key });
    }
    if (helped) {
      return one.actor_name ?? t('audit.helper');
    }
    if (one.scope === 'reseller' || one.scope === 'platform') {
      return one.actor_name ?? (one.scope === 'reseller' ? known.get(one.reseller_id ?? '') : undefined) ?? t(`audit.${one.scope}`);
    }
    if (one.actor_name !== undefined || one.user_id === undefined) {
      return one.actor_name ?? t('audit.machine');
    }
    return known.get(one.user_id) ?? t(`audit.${outsider(one)}`);
  }

  /** Of the people of an organisation, nobody from outside takes care but its reseller. */
  function outsider({ tenant_id: where, subject_type: kind }: AuditEntryView): 'reseller' | 'outside' | 'somebody' {
    if (where === undefined || where !== own) {
      return 'somebody';
    }
    return kind === 'user' || kind === 'api_key' ? 'reseller' : 'outside';
  }
}
