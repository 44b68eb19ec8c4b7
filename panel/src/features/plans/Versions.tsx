import { Card, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PlanView } from '../../api/client';
import { day } from '../../ui/day';
import { Money } from '../../ui/Money';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { size } from '../../ui/size';
import { useVersions } from './queries';

const MB = 1_000_000;

/** The versions of a plan, newest first: what each costs and allows never changes. */
export function Versions({ plan }: { plan: PlanView }) {
  const { t, i18n } = useTranslation();
  const versions = useVersions(plan.id);
  const count = new Intl.NumberFormat(i18n.language);
  return (
    <Card>
      <h2>{t('plans.versions')}</h2>
      {versions.error ? <ProblemAlert error={versions.error} retry={() => void versions.refetch()} /> : null}
      {versions.data ? (
        <ol className="versions">
          {versions.data.items.map((version) => (
            <li key={version.id}>
              <span>
                {t('plans.version', { version: version.plan_version })}
                {version.plan_version === plan.current_version && <span className="muted"> ({t('plans.current')})</span>}
                <br />
                <span className="muted">{t('plans.since', { date: day(version.created_at, i18n.language) })}</span>
              </span>
              <span>
                <Money amount={version.price_monthly} currency={version.currency} /> <span className="muted">{t('plan.per.Month')}</span>
                <br />
                <span className="muted number">
                  {t('plans.quotaOf', {
                    minutes: count.format(version.processing_quota_minutes),
                    storage: size(version.storage_quota_mb * MB, i18n.language),
                    people: count.format(version.max_users),
                  })}
                </span>
              </span>
            </li>
          ))}
        </ol>
      ) : (
        !versions.error && <Skeleton active />
      )}
    </Card>
  );
}
