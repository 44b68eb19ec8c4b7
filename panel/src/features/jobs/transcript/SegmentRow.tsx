import { EditOutlined } from '@ant-design/icons';
import { Fragment, memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../../api/client';
import { duration } from '../../../ui/duration';
import type { Editing } from './editing';
import { usePlayback, type Playback } from './playback';
import { SegmentEditor } from './SegmentEditor';
import { tokensOf, type Match, type Token } from './tokens';

interface Props {
  segment: Segment;
  /** Whether somebody else spoke before. */
  speaks: boolean;
  heard: boolean;
  found: readonly Match[];
  /** The match that the search is at. */
  at: Match | undefined;
  playback: Playback;
  /** Null if this person may only read. */
  editing: Editing | null;
  /** Whether it is being written. */
  edited: boolean;
  doubts: boolean;
  onEdit: (segment: number) => void;
  onEnd: () => void;
  onSpeaker: (speaker: string) => void;
}

/** A segment: when it is said, by whom, and its words. A click on a word goes there, a double click edits. */
export const SegmentRow = memo(function SegmentRow({ segment, speaks, heard, edited, editing, playback, onEdit, onEnd, onSpeaker, ...marks }: Props) {
  const { t } = useTranslation();
  const time = duration(Math.floor(segment.start_ms / 1000) * 1000);
  const { speaker } = segment;
  return (
    <div className={heard ? 'segment heard' : 'segment'}>
      <button type="button" className="segment-time" aria-label={t('transcript.from', { time })} onClick={() => playback.seek(segment.start_ms)}>
        {time}
      </button>
      <div>
        {speaks &&
          speaker !== undefined &&
          (editing ? (
            <button type="button" className="segment-speaker" title={t('edit.rename')} onClick={() => onSpeaker(speaker)}>
              <bdi>{speaker}</bdi>
            </button>
          ) : (
            <div className="segment-speaker">
              <bdi>{speaker}</bdi>
            </div>
          ))}
        {edited && editing ? (
          <SegmentEditor segment={segment} time={time} editing={editing} onEnd={onEnd} />
        ) : (
          <Words segment={segment} heard={heard} playback={playback} onEdit={editing ? onEdit : null} {...marks} />
        )}
      </div>
      {editing && !edited && (
        <button type="button" className="segment-edit" aria-label={t('edit.segment', { time })} title={t('edit.edit')} onClick={() => onEdit(segment.i)}>
          <EditOutlined aria-hidden />
        </button>
      )}
    </div>
  );
});

interface WordsProps extends Pick<Props, 'segment' | 'heard' | 'found' | 'at' | 'playback' | 'doubts'> {
  onEdit: ((segment: number) => void) | null;
}

function Words({ segment, heard, found, at, playback, doubts, onEdit }: WordsProps) {
  const tokens = useMemo(() => tokensOf(segment), [segment]);
  const said = usePlayback(playback, ({ ms }) => (heard ? tokens.findLastIndex(({ start, end }) => start <= ms && ms < end) : -1));
  let place = 0;
  return (
    <p
      onClick={({ target }) => {
        const start = (target as HTMLElement).closest<HTMLElement>('[data-ms]')?.dataset.ms;
        if (start !== undefined && window.getSelection()?.isCollapsed !== false) {
          playback.seek(Number(start));
        }
      }}
      onDoubleClick={() => onEdit?.(segment.i)}
    >
      {tokens.map((token, index) => {
        const from = place;
        place += token.text.length;
        const hit = found.find((match) => match.from < place && from < match.to);
        // The space before a word is marked only within what was found.
        const lead = hit && hit.from < from ? '' : (/^\s*/.exec(token.text)?.[0] ?? '');
        return (
          <Fragment key={index}>
            {lead}
            <span data-ms={token.start} className={classOf(index === said && segment.words !== undefined, hit, at, doubts, token)}>
              {token.text.slice(lead.length)}
            </span>
          </Fragment>
        );
      })}
    </p>
  );
}

function classOf(said: boolean, hit: Match | undefined, at: Match | undefined, doubts: boolean, { doubtful }: Token): string | undefined {
  return [said && 'said', hit && 'found', hit && hit === at && 'found-at', doubts && doubtful && 'doubtful'].filter(Boolean).join(' ') || undefined;
}
