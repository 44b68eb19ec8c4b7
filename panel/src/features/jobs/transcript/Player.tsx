import { BackwardOutlined, ForwardOutlined, PauseCircleFilled, PlayCircleFilled } from '@ant-design/icons';
import { Alert, Button, Flex, Select, Spin } from 'antd';
import { useEffect, useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../api/client';
import { duration } from '../../../ui/duration';
import { ProblemAlert } from '../../../ui/ProblemAlert';
import { size } from '../../../ui/size';
import { saveRecording } from '../JobMenu';
import { usePlayback, type Playback } from './playback';
import { AT_ONCE_BYTES, MOST_BYTES, useSound } from './useSound';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const STEP_MS = 5_000;

interface Props {
  job: JobView;
  length: number;
  playback: Playback;
}

/** The sound of a job, with controls of one's own; or why there is none. */
export function Player({ job, length, playback }: Props) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [unplayable, setUnplayable] = useState(false);
  const wanted = job.file_bytes > 0 && (job.file_bytes <= AT_ONCE_BYTES || asked);
  const { url, error, refetch } = useSound(job, wanted);
  useKeys(playback);
  if (job.file_bytes === 0) {
    return <Alert type="info" showIcon title={t('player.none')} />;
  }
  if (error) {
    return <ProblemAlert error={error} retry={() => void refetch()} />;
  }
  const save = (
    <Button size="small" onClick={() => void saveRecording(job).catch(() => undefined)}>
      {t('jobMenu.recording')}
    </Button>
  );
  if (unplayable) {
    return <Alert type="info" showIcon title={t('player.unplayable')} action={save} />;
  }
  if (job.file_bytes > MOST_BYTES) {
    return <Alert type="info" showIcon title={t('player.large', { size: size(job.file_bytes, i18n.language) })} action={save} />;
  }
  if (!wanted) {
    return (
      <Flex>
        <Button onClick={() => setAsked(true)}>{t('player.load', { size: size(job.file_bytes, i18n.language) })}</Button>
      </Flex>
    );
  }
  if (url === undefined) {
    return (
      <Flex gap="small" className="player" role="status">
        <Spin size="small" /> {t('player.loading')}
      </Flex>
    );
  }
  return (
    <>
      <audio ref={playback.attach} src={url} preload="auto" onError={() => setUnplayable(true)} />
      <Controls playback={playback} length={length} />
    </>
  );
}

function Controls({ playback, length }: { playback: Playback; length: number }) {
  const { t } = useTranslation();
  const playing = usePlayback(playback, (one) => one.playing);
  const seconds = usePlayback(playback, (one) => Math.floor(one.ms / 250) / 4);
  const speed = usePlayback(playback, (one) => one.speed);
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

/** Space plays and pauses, the arrows go five seconds: where no field or button wants these keys. */
function useKeys(playback: Playback): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as Element;
      if (!playback.ready || event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, button, a, dialog, [role=menu], [role=listbox], [role=combobox]')) {
        return;
      }
      if (event.key === ' ') {
        playback.toggle();
      } else if (event.key === 'ArrowLeft') {
        playback.seek(playback.ms - STEP_MS);
      } else if (event.key === 'ArrowRight') {
        playback.seek(playback.ms + STEP_MS);
      } else {
        return;
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [playback]);
}
