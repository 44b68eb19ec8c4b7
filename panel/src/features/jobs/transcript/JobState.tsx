import { Alert, Button, Card, Flex, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../api/client';
import { can } from '../../../api/can';
import { useMe } from '../../../api/me';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { reasonText } from '../../../ui/problems';
import { JobPlace } from '../JobPlace';
import { jobName } from '../jobName';
import { useJobAction } from '../queries';

/** Where a job is that has no transcript yet, or will have none. */
export function JobState({ job }: { job: JobView }) {
  const { t } = useTranslation();
  switch (job.status) {
    case 'Queued':
      return (
        <Card>
          <p>
            {t('job.queued')} <JobPlace job={job} />
          </p>
        </Card>
      );
    case 'Processing':
      return (
        <Card>
          <p>{t('job.processing')}</p>
          <Progress percent={Math.floor(job.progress * 100)} aria-label={t('jobs.progressOf', { name: jobName(job) })} />
        </Card>
      );
    case 'Failed':
      return <Failed job={job} />;
    default:
      return <Alert type="info" showIcon title={t('job.cancelled')} />;
  }
}

function Failed({ job }: { job: JobView }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const retry = useJobAction('retry');
  return (
    <Flex vertical gap="middle">
      <Alert
        role="alert"
        type="error"
        showIcon
        title={t('job.failed')}
        description={reasonText(job.reason, t, job.error ?? '')}
        action={
          role !== undefined &&
          can(role, 'retryJob') && (
            <Button loading={retry.isPending} onClick={() => retry.mutate(job)}>
              {t('jobMenu.retry')}
            </Button>
          )
        }
      />
      {retry.error ? <ProblemAlert error={retry.error} /> : null}
    </Flex>
  );
}
