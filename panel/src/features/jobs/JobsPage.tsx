import './jobs.css';
import { ReloadOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { can } from '../../api/can';
import type { JobView } from '../../api/client';
import { nameOf, useMe, useOrganisation } from '../../api/me';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { duration } from '../../ui/duration';
import { PageTitle } from '../../ui/PageTitle';
import { When } from '../../ui/When';
import { JobFilters } from './JobFilters';
import { JobMenu } from './JobMenu';
import { jobName } from './jobName';
import { JobProgress } from './JobProgress';
import { JobStatusTag } from './JobStatusTag';
import { JobWarnings } from './JobWarnings';
import { useJobs, usePeople } from './queries';
import { UploadBar, UploadWait } from './uploads/UploadBar';
import { UploadShelf } from './uploads/UploadShelf';
import { useIsLive } from './useLiveJobs';
import { useJobFilter } from './useJobFilter';

/** Returns the name of a job's person; nothing for those who see only their own jobs. */
type NameOf = (job: JobView) => string | undefined;

export function JobsPage() {
  const { t } = useTranslation();
  const filter = useJobFilter();
  const jobs = useJobs(filter.filter);
  const me = useMe().data;
  const role = me?.role;
  const isLive = useIsLive();
  const active = useOrganisation().data?.status === 'Active';
  const seesPeople = role === 'Admin';
  const people = usePeople(seesPeople && jobs.isSuccess).data?.items;
  const personOf: NameOf = (job) => {
    const person = people?.find(({ id }) => id === job.user_id);
    return person && nameOf(person);
  };
  return (
    <div>
      <PageTitle
        title={t('jobs.title')}
        actions={
          !isLive && (
            <Button
              icon={<ReloadOutlined />}
              aria-label={t('jobs.refresh')}
              loading={jobs.isRefetching}
              onClick={() => void jobs.refetch()}
            />
          )
        }
      />
      {(role === undefined || (active && can(role, 'submitJob'))) && (
        <Flex vertical gap="small" className="uploads">
          {role === undefined ? <UploadWait /> : <UploadBar listed={jobs.isSuccess} />}
          <UploadShelf />
        </Flex>
      )}
      <JobFilters filter={filter} people={seesPeople} />
      <p className="muted job-total" role="status">
        {jobs.data && (jobs.data.total === undefined ? t('jobs.totalMany') : t('jobs.total', { count: jobs.data.total }))}
      </p>
      <CursorTable
        label={t('jobs.title')}
        columns={columns(t, personOf)}
        page={jobs.data}
        error={jobs.error}
        retry={() => void jobs.refetch()}
        empty={filter.isFiltered ? <EmptyFiltered clear={filter.clear} /> : t('jobs.empty')}
        card={(job) => <JobCard job={job} personOf={personOf} />}
      />
    </div>
  );
}

function EmptyFiltered({ clear }: { clear: () => void }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap="small" align="center">
      {t('jobs.emptyFiltered')}
      <Button onClick={clear}>{t('jobs.clear')}</Button>
    </Flex>
  );
}

const columns = (t: TFunction, personOf: NameOf): Column<JobView>[] => [
  { key: 'name', title: t('jobs.name'), render: (job) => <JobName job={job} personOf={personOf} /> },
  { key: 'status', title: t('jobs.status'), width: 10, render: (job) => <JobStatusTag status={job.status} /> },
  { key: 'progress', title: t('jobs.progress'), width: 15, render: (job) => <JobProgress job={job} /> },
  { key: 'duration', title: t('jobs.duration'), width: 7, align: 'end', render: (job) => duration(job.audio_ms) },
  { key: 'created', title: t('jobs.created'), width: 10, render: (job) => <When at={job.created_at} /> },
  { key: 'actions', title: '', width: 4, align: 'end', render: (job) => <JobMenu job={job} /> },
];

function JobName({ job, personOf }: { job: JobView; personOf: NameOf }) {
  const person = personOf(job);
  return (
    <span className="shrink">
      <bdi className="name" title={jobName(job)}>
        <Link to={`/jobs/${job.id}`}>{jobName(job)}</Link>
      </bdi>
      <span className="name muted job-origin">
        <bdi>{job.workflow_name}</bdi>
        {person !== undefined && (
          <>
            {' · '}
            <bdi>{person}</bdi>
          </>
        )}
      </span>
      <JobWarnings job={job} />
    </span>
  );
}

function JobCard({ job, personOf }: { job: JobView; personOf: NameOf }) {
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <JobName job={job} personOf={personOf} />
        <JobMenu job={job} />
      </Flex>
      <JobStatusTag status={job.status} />
      <JobProgress job={job} />
      <Flex justify="space-between" className="muted">
        <When at={job.created_at} />
        {duration(job.audio_ms)}
      </Flex>
    </Flex>
  );
}
