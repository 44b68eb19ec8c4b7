import './audit.css';
import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCan } from '../../api/me';
import { useNames } from '../../api/people';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { AuditEntry } from './AuditEntry';
import { AuditFilters } from './AuditFilters';
import { merged } from './merge';
import { useAudit, type AuditFilter } from './queries';

export function AuditPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const audit = useAudit(filterOf(search), useCan());
  const names = useNames();
  const entries = audit.data ? merged(audit.data.pages.at(-1) ?? {}) : undefined;
  return (
    <div>
      <PageTitle title={t('audit.title')} />
      <AuditFilters names={names} />
      {audit.error ? <ProblemAlert error={audit.error} retry={() => void audit.refetch()} /> : null}
      {entries === undefined ? (
        !audit.error && <Skeleton active paragraph={{ rows: 8 }} title={false} />
      ) : entries.length === 0 ? (
        <Card>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('audit.empty')} />
        </Card>
      ) : (
        <Flex vertical gap="middle">
          <ol className="audit" aria-label={t('audit.title')}>
            {entries.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} all={entries} names={names} />
            ))}
          </ol>
          {audit.hasNextPage && (
            <div>
              <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                {t('audit.more')}
              </Button>
            </div>
          )}
        </Flex>
      )}
    </div>
  );
}

/** Days are days of this browser's zone; the last one is included. */
function filterOf(search: URLSearchParams): AuditFilter {
  const [who, what, from, to] = ['who', 'what', 'from', 'to'].map((name) => search.get(name));
  return {
    ...(who && { user_id: who }),
    ...(what === 'support' ? { action: 'impersonated' } : what ? { subject_type: what } : {}),
    ...(from && startOf(from, 0)),
    ...(to && startOf(to, 1)),
  };
}

function startOf(date: string, more: 0 | 1): AuditFilter {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number);
  const at = new Date(year, month - 1, day + more);
  return Number.isNaN(at.getTime()) ? {} : { [more === 0 ? 'from' : 'to']: at.toISOString() };
}
