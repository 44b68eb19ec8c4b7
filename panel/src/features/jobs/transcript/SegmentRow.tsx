import { Fragment, memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../../api/client';
import { duration } from '../../../ui/duration';
import { usePlayback, type Playback } from './playback';
import { tokensOf, type Match } from './tokens';

interface Props {
  segment: Segment;
  /** Whether somebody else spoke before. */
  speaks: boolean;
  heard: boolean;
  found: readonly Match[];
  /** The match that the search is at. */
  at: Match | undefined;
  playback: Playback;
}

/** A segment: when it is said, by whom, and its words. A click on a word goes there. */
export const SegmentRow = memo(function SegmentRow({ segment, speaks, heard, found, at, playback }: Props) {
  const { t } = useTranslation();
  const tokens = useMemo(() => tokensOf(segment), [segment]);
  const said = usePlayback(playback, ({ ms }) => (heard ? tokens.findLastIndex(({ start, end }) => start <= ms && ms < end) : -1));
  const time = duration(Math.floor(segment.start_ms / 1000) * 1000);
  let place = 0;
  return (
    <div className={heard ? 'segment heard' : 'segment'}>
      <button type="button" className="segment-time" aria-label={t('transcript.from', { time })} onClick={() => playback.seek(segment.start_ms)}>
        {time}
      </button>
      <div>
        {speaks && <div className="segment-speaker">{segment.speaker}</div>}
        <p
          onClick={({ target }) => {
            const start = (target as HTMLElement).closest<HTMLElement>('[data-ms]')?.dataset.ms;
            if (start !== undefined && window.getSelection()?.isCollapsed !== false) {
              playback.seek(Number(start));
            }
          }}
        >
          {tokens.map(({ text, start }, index) => {
            const from = place;
            place += text.length;
            const hit = found.find((match) => match.from < place && from < match.to);
            // The space before a word is marked only within what was found.
            const lead = hit && hit.from < from ? '' : (/^\s*/.exec(text)?.[0] ?? '');
            return (
              <Fragment key={index}>
                {lead}
                <span data-ms={start} className={classOf(index === said && segment.words !== undefined, hit, at)}>
                  {text.slice(lead.length)}
                </span>
              </Fragment>
            );
          })}
        </p>
      </div>
    </div>
  );
});

function classOf(said: boolean, hit: Match | undefined, at: Match | undefined): string | undefined {
  return [said && 'said', hit && 'found', hit && hit === at && 'found-at'].filter(Boolean).join(' ') || undefined;
}
