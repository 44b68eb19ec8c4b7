import { BackwardOutlined, ForwardOutlined, PauseCircleFilled, PlayCircleFilled } from '@ant-design/icons';
import { Alert, Button, Flex, Select, Spin } from 'antd';
import { useCallback, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../api/client';
import { duration } from '../../../ui/duration';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { recordingPath } from '../grant';
import { saveRecording } from '../JobMenu';
import { SPEEDS, usePlayback, type Playback } from './playback';
import { useGrant, usePeaks } from './queries';
import { Waveform } from './Waveform';

export const STEP_MS = 5_000;

interface Props {
  job: JobView;
  length: number;
  playback: Playback;
}

/** The sound of a job as the browser streams it, with controls of one's own; or why there is none. */
export function Player({ job, length, playback }: Props) {
  const { t } = useTranslation();
  const { isSuccess, error, refetch } = useGrant(job);
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const [again, setAgain] = useState(false);
  const [unplayable, setUnplayable] = useState(false);
  const attach = useCallback(
    (element: HTMLAudioElement | null) => {
      playback.attach(element);
      setAudio(element);
    },
    [playback],
  );
  if (job.file_bytes === 0) {
    return <Alert type="info" showIcon title={t('player.none')} />;
  }
  if (error && !isSuccess) {
    return <ProblemAlert error={error} retry={() => void refetch()} />;
  }
  if (unplayable) {
    const save = (
      <Button size="small" onClick={() => void saveRecording(job).catch(() => undefined)}>
        {t('jobMenu.recording')}
      </Button>
    );
    return <Alert type="info" showIcon title={t('player.unplayable')} action={save} />;
  }
  if (!isSuccess) {
    return (
      <Flex gap="small" className="player" role="status">
        <Spin size="small" /> {t('player.loading')}
      </Flex>
    );
  }
  // A computer that slept may have missed to renew the grant.
  const failed = (): void => {
    if (again) {
      setUnplayable(true);
    } else {
      setAgain(true);
      void refetch().then(() => audio?.load());
    }
  };
  return (
    <>
      <audio ref={attach} src={recordingPath(job.id)} preload="metadata" onPlaying={() => setAgain(false)} onError={failed} />
      <Controls job={job} audio={audio} playback={playback} length={length} />
    </>
  );
}

function Controls({ job, audio, playback, length }: Props & { audio: HTMLAudioElement | null }) {
  const { t } = useTranslation();
  const playing = usePlayback(playback, (one) => one.playing);
  const seconds = usePlayback(playback, (one) => Math.floor(one.ms / 250) / 4);
  const speed = usePlayback(playback, (one) => one.speed);
  const drawn = usePeaks(job).isSuccess;
  const most = Math.max(length / 1000, seconds);
  return (
    <Flex gap="small" align="center" className="player" role="group" aria-label={t('player.label')}>
      <Button
        type="text"
        shape="circle"
        size="large"
        className="player-play"
        icon={playing ? <PauseCircleFilled /> : <PlayCircleFilled />}
        aria-label={t(playing ? 'player.pause' : 'player.play')}
        onClick={() => playback.toggle()}
      />
      <Button type="text" icon={<BackwardOutlined />} aria-label={t('player.back')} title={t('player.back')} onClick={() => playback.seek(playback.ms - STEP_MS)} />
      <Button type="text" icon={<ForwardOutlined />} aria-label={t('player.forward')} title={t('player.forward')} onClick={() => playback.seek(playback.ms + STEP_MS)} />
      <span className="player-time">{duration(Math.floor(seconds) * 1000)}</span>
      <div className={drawn ? 'player-line drawn' : 'player-line'}>
        <Waveform job={job} audio={audio} />
        <input
          type="range"
          className="player-place"
          min={0}
          max={most}
          step={0.25}
          value={seconds}
          style={{ '--at': `${(seconds / Math.max(most, 1)) * 100}%` } as CSSProperties}
          aria-label={t('player.place')}
          aria-valuetext={duration(seconds * 1000)}
          onChange={({ target }) => playback.seek(Number(target.value) * 1000)}
        />
      </div>
      <span className="player-time muted">{duration(length)}</span>
      <Select
        variant="borderless"
        aria-label={t('player.speed')}
        value={speed}
        onChange={(value) => playback.setSpeed(value)}
        options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
        className="player-speed"
      />
    </Flex>
  );
}
