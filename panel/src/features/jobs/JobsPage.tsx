import { ReloadOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { JobStatus, JobView } from '../../api/client';
import { CursorTable, type Column } from '../../ui/CursorTable';
import { duration } from '../../ui/duration';
import { PageTitle } from '../../ui/PageTitle';
import { When } from '../../ui/When';
import { jobName } from './jobName';
import { JobProgress } from './JobProgress';
import { JobStatusTag } from './JobStatusTag';
import { useJobs, type JobFilter } from './queries';

const STATUSES: JobStatus[] = ['Queued', 'Processing', 'Completed', 'Failed', 'Cancelled'];

export function JobsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const jobs = useJobs(filter);
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
  { key: 'name', title: t('jobs.name'), render: (job) => <bdi className="name" title={jobName(job)}>{jobName(job)}</bdi> },
  { key: 'status', title: t('jobs.status'), width: 10, render: (job) => <JobStatusTag status={job.status} /> },
  { key: 'progress', title: t('jobs.progress'), width: 15, render: (job) => <JobProgress job={job} /> },
  { key: 'duration', title: t('jobs.duration'), width: 7, align: 'end', render: (job) => duration(job.audio_ms) },
  { key: 'created', title: t('jobs.created'), width: 10, render: (job) => <When at={job.created_at} /> },
];

function JobCard({ job }: { job: JobView }) {
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="start" gap="small">
        <bdi className="name">{jobName(job)}</bdi>
        <JobStatusTag status={job.status} />
      </Flex>
      <JobProgress job={job} />
      <Flex justify="space-between" className="muted">
        <When at={job.created_at} />
        {duration(job.audio_ms)}
      </Flex>
    </Flex>
  );
}
