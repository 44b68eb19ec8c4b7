import { CheckCircleFilled } from '@ant-design/icons';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAllTenants } from '../../api/tenants';
import { useBegun, useJoined } from './queries';

/** What a new reseller does first; gone when all is done. A brand may wait. */
export function Checklist() {
  const { t } = useTranslation();
  const begun = useBegun(true).data;
  const tenants = useAllTenants().data;
  const joined = useJoined(tenants?.map(({ id }) => id)).data;
  if (!begun || !tenants || joined === undefined) {
    return null;
  }
  const first = tenants[0];
  const steps = [
    { key: 'brand', done: begun.brand, to: null },
    { key: 'plan', done: begun.plan, to: '/plans/new' },
    { key: 'tenant', done: first !== undefined, to: '/tenants/new' },
    { key: 'admin', done: joined, to: first ? `/tenants/new?tenant=${first.id}` : '/tenants/new' },
  ] as const;
  if (steps.every(({ key, done }) => done || key === 'brand')) {
    return null;
  }
  const next = steps.find(({ key, done }) => !done && key !== 'brand');
  return (
    <Card>
      <h2>{t('checklist.title')}</h2>
      <ol className="checklist">
        {steps.map(({ key, done, to }) => (
          <li key={key} className={done ? 'done' : ''}>
            {done ? <CheckCircleFilled aria-label={t('checklist.done')} /> : <span className="circle" aria-hidden />}
            <span className="shrink">
              {!done && to !== null ? <Link to={to}>{t(`checklist.${key}`)}</Link> : t(`checklist.${key}`)}
              {key === next?.key && <span className="muted"> {t('checklist.next')}</span>}
              <span className="muted name-below">{t(`checklist.${key}Text`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
