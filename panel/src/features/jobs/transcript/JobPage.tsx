import './transcript.css';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Card, Flex, Skeleton } from 'antd';
import { useState } from 'react';
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
import { useJob, useTranscript } from '../queries';
import { DownloadMenu } from './DownloadMenu';
import { JobState } from './JobState';
import { Playback } from './playback';
import { Player } from './Player';
import { TranscriptView } from './TranscriptView';

/** A job: its sound and its transcript, or how far it is. */
export function JobPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { data: job, error, refetch } = useJob(id);
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
            {job.status === 'Completed' && <DownloadMenu job={job} />}
            <JobMenu job={job} onDeleted={() => void navigate('/jobs')} />
          </Flex>
        }
      />
      <Flex vertical gap="middle">
        <Facts job={job} />
        {error ? <ProblemAlert error={error} retry={() => void refetch()} /> : null}
        {job.status === 'Completed' ? <Completed key={job.id} job={job} /> : <JobState job={job} />}
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
      <JobWarnings job={job} />
    </Flex>
  );
}

function Completed({ job }: { job: JobView }) {
  const [playback] = useState(() => new Playback());
  const { data: transcript, error, refetch } = useTranscript(job);
  return (
    <>
      <div className="player-dock">
        <Player job={job} length={transcript?.duration_ms ?? job.audio_ms} playback={playback} />
      </div>
      <Card className="transcript-card">
        {transcript ? (
          <TranscriptView segments={transcript.segments} playback={playback} />
        ) : error ? (
          <Refused error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} title={false} />
        )}
      </Card>
    </>
  );
}

function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  return asProblem(error).status === 410 ? <p>{t('transcript.removed')}</p> : <ProblemAlert error={error} retry={retry} />;
}
