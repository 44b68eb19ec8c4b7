import './jobs.css';
import { ReloadOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { can } from '../../api/can';
import type { JobStatus, JobView } from '../../api/client';
import { useMe, useOrganisation } from '../../api/me';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { duration } from '../../ui/duration';
import { PageTitle } from '../../ui/PageTitle';
import { When } from '../../ui/When';
import { JobMenu } from './JobMenu';
import { jobName } from './jobName';
import { JobProgress } from './JobProgress';
import { JobStatusTag } from './JobStatusTag';
import { JobWarnings } from './JobWarnings';
import { useJobs, type JobFilter } from './queries';
import { UploadBar } from './uploads/UploadBar';
import { UploadShelf } from './uploads/UploadShelf';

const STATUSES: JobStatus[] = ['Queued', 'Processing', 'Completed', 'Failed', 'Cancelled'];

export function JobsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const jobs = useJobs(filter);
  const role = useMe().data?.role;
  const active = useOrganisation().data?.status === 'Active';
  return (
    <div>
      <PageTitle
        title={t('jobs.title')}
        actions={
          <Flex gap="small">
            <Select<JobStatus | ''>
              aria-label={t('jobs.filter')}
              value={filter.status ?? ''}
              onChange={(status) => setSearch(status ? { status } : {})}
              options={[{ value: '', label: t('jobs.all') }, ...STATUSES.map((value) => ({ value, label: t(`jobStatus.${value}`) }))]}
              className="preference"
            />
            <Button
              icon={<ReloadOutlined />}
              aria-label={t('jobs.refresh')}
              loading={jobs.isRefetching}
              onClick={() => void jobs.refetch()}
            />
          </Flex>
        }
      />
      {role && active && can(role, 'submitJob') && (
        <Flex vertical gap="small" className="uploads">
          <UploadBar />
          <UploadShelf />
        </Flex>
      )}
      <CursorTable
        label={t('jobs.title')}
        columns={columns(t)}
        page={jobs.data}
        error={jobs.error}
        retry={() => void jobs.refetch()}
        empty={t(filter.status ? 'jobs.emptyFiltered' : 'jobs.empty')}
        card={(job) => <JobCard job={job} />}
      />
    </div>
  );
}

function filterOf(search: URLSearchParams): JobFilter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const cursor = search.get('cursor');
  return { ...(status && { status }), ...(cursor && { cursor }) };
}

const columns = (t: TFunction): Column<JobView>[] => [
  { key: 'name', title: t('jobs.name'), render: (job) => <JobName job={job} /> },
  { key: 'status', title: t('jobs.status'), width: 10, render: (job) => <JobStatusTag status={job.status} /> },
  { key: 'progress', title: t('jobs.progress'), width: 15, render: (job) => <JobProgress job={job} /> },
  { key: 'duration', title: t('jobs.duration'), width: 7, align: 'end', render: (job) => duration(job.audio_ms) },
  { key: 'created', title: t('jobs.created'), width: 10, render: (job) => <When at={job.created_at} /> },
  { key: 'actions', title: '', width: 4, align: 'end', render: (job) => <JobMenu job={job} /> },
];

function JobName({ job }: { job: JobView }) {
  return (
    <span className="shrink">
      <bdi className="name" title={jobName(job)}>
        <Link to={`/jobs/${job.id}`}>{jobName(job)}</Link>
      </bdi>
      <JobWarnings job={job} />
    </span>
  );
}

function JobCard({ job }: { job: JobView }) {
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <JobName job={job} />
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
