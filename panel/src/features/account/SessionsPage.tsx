import { Button, Card, Flex, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../api/client';
import { ProblemAlert } from '../../ui/ProblemAlert';
import { When } from '../../ui/When';
import { programOf } from './program';
import { useEndSession, useSessions } from './queries';

export function SessionsPage() {
  const { t } = useTranslation();
  const sessions = useSessions();
  const end = useEndSession();
  if (!sessions.data) {
    return sessions.error ? <ProblemAlert error={sessions.error} retry={() => void sessions.refetch()} /> : <Skeleton active />;
  }
  const others = sessions.data.items.filter((one) => !one.current);
  return (
    <Flex vertical gap="middle" className="narrow">
      <p className="lead">{t(others.length === 0 ? 'sessions.alone' : 'sessions.lead')}</p>
      {end.error ? <ProblemAlert error={end.error} /> : null}
      <ul className="cards">
        {sessions.data.items.map((one) => (
          <li key={one.id}>
            <Session one={one} ending={end.isPending && end.variables === one.id} end={() => end.mutate(one.id)} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <div>
          <Button danger loading={end.isPending && end.variables === 'others'} onClick={() => end.mutate('others')}>
            {t('sessions.endOthers')}
          </Button>
        </div>
      )}
    </Flex>
  );
}

interface Props {
  one: SessionView;
  ending: boolean;
  end: () => void;
}

function Session({ one, ending, end }: Props) {
  const { t } = useTranslation();
  const program = programOf(one.user_agent);
  const name = program ? t('sessions.program', program) : (one.user_agent ?? t('sessions.unknown'));
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" gap="middle">
        <div className="shrink">
          <span className="name" title={one.user_agent}>
            {name} {one.current && <Tag color="processing">{t('sessions.current')}</Tag>}
          </span>
          <span className="muted">
            <When at={one.last_used_at} />
            {one.address && ` · ${one.address}`}
          </span>
        </div>
        {!one.current && (
          <Button aria-label={t('sessions.endOf', { program: name })} loading={ending} onClick={end}>
            {t('sessions.end')}
          </Button>
        )}
      </Flex>
    </Card>
  );
}
