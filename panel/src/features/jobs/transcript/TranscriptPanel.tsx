import { Card } from 'antd';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { can } from '../../../api/can';
import type { JobView } from '../../../api/client';
import { useMe } from '../../../api/me';
import { ClashDialog } from './ClashDialog';
import { Editing } from './editing';
import { KeysDialog } from './KeysDialog';
import { LeaveDialog } from './LeaveDialog';
import { Playback } from './playback';
import { Player } from './Player';
import { readTranscript, saveTranscript, type Read } from './queries';
import { RevisionsDialog } from './RevisionsDialog';
import { SpeakerDialog } from './SpeakerDialog';
import { Toolbar } from './Toolbar';
import { TranscriptView, type ViewHandle } from './TranscriptView';
import { useKeys } from './useKeys';

interface Props {
  job: JobView;
  read: Read;
  /** Saves what is not saved yet; for what needs the newest state, as a download. */
  flush: RefObject<() => Promise<boolean>>;
}

/** What the panel asks in a dialog: about revisions, keys, a speaker by name, or what two people changed. */
export type Asked = 'revisions' | 'keys' | 'clash' | { speaker: string } | null;

/** A transcript with its sound, to read, hear and correct. */
export function TranscriptPanel({ job, read, flush }: Props) {
  const role = useMe().data?.role;
  const editable = role !== undefined && can(role, 'changeTranscript');
  const [playback] = useState(() => new Playback());
  const [editing] = useState(
    () =>
      new Editing(read, {
        save: (changes, revision) => saveTranscript(job.id, changes, revision),
        read: () => readTranscript(job.id),
      }),
  );
  const [asked, setAsked] = useState<Asked>(null);
  const [doubts, setDoubts] = useState(false);
  const view = useRef<ViewHandle>(null);
  const opener = useRef<HTMLElement>(null);
  const ask = (next: Asked): void => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setAsked(next);
  };
  const close = (): void => setAsked(null);
  useEffect(() => {
    flush.current = () => editing.flush();
    return () => {
      flush.current = () => Promise.resolve(true);
      editing.stop();
    };
  }, [flush, editing]);
  useKeys(playback, editing, view, editable, () => ask('keys'));
  return (
    <>
      <div className="player-dock">
        <Player job={job} length={read.durationMs} playback={playback} />
      </div>
      <Card className="transcript-card">
        <TranscriptView
          ref={view}
          editing={editing}
          playback={playback}
          editable={editable}
          doubts={doubts}
          onSpeaker={(speaker) => ask({ speaker })}
        >
          <Toolbar editing={editing} editable={editable} doubts={doubts} onDoubts={setDoubts} view={view} onAsk={ask} />
        </TranscriptView>
      </Card>
      {asked === 'revisions' && <RevisionsDialog job={job} editing={editing} editable={editable} opener={opener} onClose={close} />}
      {asked === 'keys' && <KeysDialog opener={opener} onClose={close} />}
      {asked === 'clash' && <ClashDialog editing={editing} opener={opener} onClose={close} />}
      {asked !== null && typeof asked === 'object' && (
        <SpeakerDialog speaker={asked.speaker} editing={editing} opener={opener} onClose={close} />
      )}
      <LeaveDialog editing={editing} />
    </>
  );
}
