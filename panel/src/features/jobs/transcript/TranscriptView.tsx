import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Empty } from 'antd';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../../api/client';
import { usePlayback, type Playback } from './playback';
import { Search } from './Search';
import { SegmentRow } from './SegmentRow';
import { matchesOf, segmentAt, type Match } from './tokens';

const ROW_PX = 64;
const LEFT_ALONE_MS = 4_000;
const NONE: readonly Match[] = [];

interface Props {
  segments: readonly Segment[];
  playback: Playback;
}

/** The transcript. Only what is near the screen is drawn, so that hours of speech scroll smoothly. */
export function TranscriptView({ segments, playback }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const matches = useMemo(() => matchesOf(segments, wanted), [segments, wanted]);
  const bySegment = useMemo(() => bySegmentOf(matches), [matches]);
  const heard = usePlayback(playback, ({ ms, playing }) => (playing || ms > 0 ? segmentAt(segments, ms) : -1));
  const rows = useWindowVirtualizer({
    count: segments.length,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollMargin: margin,
  });
  useLayoutEffect(() => setMargin((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [segments]);
  useFollow(list, heard, playback);
  if (segments.length === 0) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('transcript.silent')} />;
  }
  const goTo = (index: number): void => {
    const match = matches[index];
    if (match) {
      setAt(index);
      rows.scrollToIndex(match.segment, { align: 'center' });
    }
  };
  return (
    <>
      <Search
        count={matches.length}
        at={at}
        onSearch={(text) => {
          setWanted(text);
          setAt(0);
          const first = matchesOf(segments, text)[0];
          if (first) {
            rows.scrollToIndex(first.segment, { align: 'center' });
          }
        }}
        onGo={goTo}
      />
      <div ref={list} className="transcript" role="list" aria-label={t('transcript.label')} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const segment = segments[index] as Segment;
          const found = bySegment.get(index) ?? NONE;
          return (
            <div
              key={key}
              ref={rows.measureElement}
              role="listitem"
              data-index={index}
              aria-setsize={segments.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              <SegmentRow
                segment={segment}
                speaks={segment.speaker !== undefined && segment.speaker !== segments[index - 1]?.speaker}
                heard={index === heard}
                found={found}
                at={found.length > 0 ? matches[at] : undefined}
                playback={playback}
              />
            </div>
          );
        })}
      </div>
    </>
  );
}

function bySegmentOf(matches: readonly Match[]): Map<number, Match[]> {
  const groups = new Map<number, Match[]>();
  for (const match of matches) {
    const group = groups.get(match.segment);
    if (group) {
      group.push(match);
    } else {
      groups.set(match.segment, [match]);
    }
  }
  return groups;
}

/** Keeps what is heard on the screen, but leaves somebody alone who scrolls. */
function useFollow(list: RefObject<HTMLDivElement | null>, heard: number, playback: Playback): void {
  const touched = useRef(-LEFT_ALONE_MS);
  useEffect(() => {
    const touch = (): void => {
      touched.current = performance.now();
    };
    window.addEventListener('wheel', touch, { passive: true });
    window.addEventListener('touchmove', touch, { passive: true });
    return () => {
      window.removeEventListener('wheel', touch);
      window.removeEventListener('touchmove', touch);
    };
  }, []);
  useEffect(() => {
    const row = list.current?.querySelector(`[data-index="${heard}"]`);
    if (!row || !playback.playing || performance.now() - touched.current < LEFT_ALONE_MS) {
      return;
    }
    const { top, bottom } = row.getBoundingClientRect();
    if (top < window.innerHeight * 0.25 || bottom > window.innerHeight * 0.75) {
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      row.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    }
  }, [list, heard, playback]);
}
