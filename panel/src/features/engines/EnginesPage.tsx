import '../../ui/subscription.css';
import './engines.css';
import { useQuery } from '@tanstack/react-query';
import { Card, Empty, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, type Engine } from '../../api/client';
import { ok } from '../../api/problem';
import { Fact } from '../../ui/Fact';
import { PageTitle } from '../../ui/PageTitle';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { StatusTag } from '../../ui/StatusTag';

const EVERY_MS = 30_000;
const ABILITIES = ['words', 'translate', 'diarize', 'prompt', 'hotwords'] as const;

/** What transcribes, and whether it can be reached. */
export function EnginesPage() {
  const { t } = useTranslation();
  const engines = useQuery({
    queryKey: ['listEngines'],
    queryFn: () => ok(api.GET('/api/v1/engines')),
    refetchInterval: EVERY_MS,
  });
  return (
    <div>
      <PageTitle title={t('engines.title')} />
      <p className="lead filters">{t('engines.lead')}</p>
      {engines.error ? <ProblemAlert error={engines.error} retry={() => void engines.refetch()} /> : null}
      {!engines.data ? (
        !engines.error && <Skeleton active />
      ) : engines.data.items.length === 0 ? (
        <Card>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('engines.empty')} />
        </Card>
      ) : (
        <ul className="engines" aria-label={t('engines.title')}>
          {engines.data.items.map((engine) => (
            <li key={engine.name}>
              <EngineCard engine={engine} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function EngineCard({ engine }: { engine: Engine }) {
  const { t, i18n } = useTranslation();
  const language = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const list = (names: string[]): string => new Intl.ListFormat(i18n.language).format(names);
  const named = engine.languages.map((code) => language.of(code) ?? code);
  return (
    <Card>
      <Flex justify="space-between" align="start" gap="middle">
        <h2>{engine.name}</h2>
        <StatusTag tone={engine.available ? 'good' : 'bad'}>{t(engine.available ? 'engines.available' : 'engines.away')}</StatusTag>
      </Flex>
      <dl className="facts">
        <Fact name={t('planForm.models')}>{list(engine.models)}</Fact>
        <Fact name={t('planForm.languages')}>
          {named.length === 0 ? t('allows.anyLanguage') : named.length > 8 ? t('engines.languages', { count: named.length }) : list(named)}
        </Fact>
        <Fact name={t('engines.can')}>{list(ABILITIES.filter((one) => engine[one]).map((one) => t(`engines.abilities.${one}`)))}</Fact>
      </dl>
    </Card>
  );
}
