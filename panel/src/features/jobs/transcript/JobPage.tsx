import './transcript.css';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Card, Flex, Skeleton } from 'antd';
import { useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { JobView } from '../../../api/client';
import { duration } from '../../../ui/duration';
import { PageTitle } from '../../../ui/PageTitle';
import { asProblem } from '../../../ui/problems';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { When } from '../../../ui/When';
import { JobMenu } from '../JobMenu';
import { jobName } from '../jobName';
import { JobStatusTag } from '../JobStatusTag';
import { JobWarnings } from '../JobWarnings';
import { useJob } from '../queries';
import { DownloadMenu } from './DownloadMenu';
import { JobState } from './JobState';
import { useTranscript } from './queries';
import { TranscriptPanel } from './TranscriptPanel';

/** A job: its sound and its transcript, or how far it is. */
export function JobPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { data: job, error, refetch } = useJob(id);
  const flush = useRef(() => Promise.resolve(true));
  if (!job) {
    return error ? (
      <Flex vertical gap="middle">
        <Back />
        <PageTitle title={t('job.title')} />
        <ProblemAlert error={error} {...(asProblem(error).status !== 404 && { retry: () => void refetch() })} />
      </Flex>
    ) : (
      <Skeleton active paragraph={{ rows: 8 }} />
    );
  }
  return (
    <div>
      <Back />
      <PageTitle
        title={jobName(job)}
        actions={
          <Flex gap="small">
            {job.status === 'Completed' && <DownloadMenu job={job} flush={flush} />}
            <JobMenu job={job} onDeleted={() => void navigate('/jobs')} />
          </Flex>
        }
      />
      <Flex vertical gap="middle">
        <Facts job={job} />
        {error ? <ProblemAlert error={error} retry={() => void refetch()} /> : null}
        {job.status === 'Completed' ? <Completed key={job.id} job={job} flush={flush} /> : <JobState job={job} />}
      </Flex>
    </div>
  );
}

function Back() {
  const { t } = useTranslation();
  return (
    <Link to="/jobs" className="back">
      <ArrowLeftOutlined aria-hidden /> {t('nav.jobs')}
    </Link>
  );
}

function Facts({ job }: { job: JobView }) {
  return (
    <Flex gap="4px 16px" wrap align="center">
      <JobStatusTag status={job.status} />
      <span className="muted">{duration(job.audio_ms)}</span>
      {job.title !== undefined && <bdi className="muted">{job.file_name}</bdi>}
      <span className="muted">
        <When at={job.created_at} />
      </span>
      <HowHeard job={job} />
      <JobWarnings job={job} />
    </Flex>
  );
}

/** Which engine and model heard it, and in which language; before, what was asked for. */
function HowHeard({ job }: { job: JobView }) {
  const { t, i18n } = useTranslation();
  const { data: read } = useTranscript(job);
  const { settings, priority } = job;
  const language = read?.language ?? job.language ?? settings.language;
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const said = [
    language !== undefined && language !== 'auto' && language !== 'und' && names.of(language),
    settings.task === 'translate' && t('options.translate'),
    read ? `${read.engine} · ${read.model}` : settings.model,
    priority !== 'normal' && `${t('options.priority')}: ${t(`options.priorities.${priority}`)}`,
  ].filter((text): text is string => Boolean(text));
  return said.map((text) => (
    <bdi key={text} className="muted">
      {text}
    </bdi>
  ));
}

function Completed({ job, flush }: { job: JobView; flush: RefObject<() => Promise<boolean>> }) {
  const { data: read, error, refetch } = useTranscript(job);
  return read ? (
    <TranscriptPanel job={job} read={read} flush={flush} />
  ) : (
    <Card className="transcript-card">
      {error ? <Refused error={error} retry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 6 }} title={false} />}
    </Card>
  );
}

function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return asProblem(error).status === 410 ? <p>{t('transcript.removed')}</p> : <ProblemAlert error={error} retry={retry} />;
}
