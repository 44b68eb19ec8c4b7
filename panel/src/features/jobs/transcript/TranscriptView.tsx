import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Empty } from 'antd';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../../api/client';
import { useEditing, type Editing } from './editing';
import { usePlayback, type Playback } from './playback';
import { Search } from './Search';
import { SegmentRow } from './SegmentRow';
import { doubtsOf, matchesOf, segmentAt, type Match } from './tokens';

const ROW_PX = 64;
const LEFT_ALONE_MS = 4_000;
const NONE: readonly Match[] = [];

/** What keys and buttons elsewhere do in the list. */
export interface ViewHandle {
  show: (segment: number) => void;
  nextDoubt: () => void;
  editHeard: () => void;
}

interface Props {
  ref: Ref<ViewHandle>;
  editing: Editing;
  playback: Playback;
  editable: boolean;
  /** Whether words that may be wrong are marked. */
  doubts: boolean;
  onSpeaker: (speaker: string) => void;
  /** What stands beside the search. */
  children: ReactNode;
}

/** The transcript. Only what is near the screen is drawn, so that hours of speech scroll smoothly. */
export function TranscriptView({ ref, editing, playback, editable, doubts, onSpeaker, children }: Props) {
  const { t } = useTranslation();
  const { segments } = useEditing(editing);
  const list = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const [edited, setEdited] = useState<number | null>(null);
  const matches = useMemo(() => matchesOf(segments, wanted), [segments, wanted]);
  const bySegment = useMemo(() => bySegmentOf(matches), [matches]);
  const heard = usePlayback(playback, ({ ms, playing }) => (playing || ms > 0 ? segmentAt(segments, ms) : -1));
  const rows = useWindowVirtualizer({ count: segments.length, estimateSize: () => ROW_PX, overscan: 10, scrollMargin: margin });
  useLayoutEffect(() => setMargin((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [segments.length]);
  useFollow(list, heard, playback);
  const show = (segment: number): void => {
    const { top = 0, bottom = 0 } = list.current?.querySelector(`[data-index="${segment}"]`)?.getBoundingClientRect() ?? {};
    if (top < window.innerHeight * 0.2 || bottom > window.innerHeight * 0.9) {
      rows.scrollToIndex(segment, { align: 'center' });
    }
  };
  useImperativeHandle(ref, () => ({
    show,
    nextDoubt() {
      const found = doubtsOf(segments);
      const next = found.find(({ ms }) => ms > playback.ms) ?? found[0];
      if (next) {
        playback.seek(next.ms);
        show(next.segment);
      }
    },
    editHeard() {
      const segment = Math.max(heard, 0);
      show(segment);
      setEdited(segment);
    },
  }));
  const begin = useCallback((segment: number) => setEdited(segment), []);
  const end = useCallback(() => {
    setEdited((segment) => {
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-index="${segment}"] .segment-edit`)?.focus());
      return null;
    });
  }, []);
  if (segments.length === 0) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('transcript.silent')} />;
  }
  const goTo = (index: number, found = matches): void => {
    const match = found[index];
    setAt(index);
    if (match) {
      rows.scrollToIndex(match.segment, { align: 'center' });
    }
  };
  const search = (text: string): void => {
    setWanted(text);
    goTo(0, matchesOf(segments, text));
  };
  return (
    <>
      <div className="transcript-head">
        <Search count={matches.length} at={at} onSearch={search} onGo={goTo} />
        {children}
      </div>
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
                editing={editable ? editing : null}
                edited={index === edited}
                doubts={doubts}
                onEdit={begin}
                onEnd={end}
                onSpeaker={onSpeaker}
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

/** Keeps what is heard on the screen, but leaves somebody alone who scrolls or writes. */
function useFollow(list: RefObject<HTMLDivElement | null>, heard: number, playback: Playback): void {
  const touched = useRef(-LEFT_ALONE_MS);
  useEffect(() => {
    const touch = (): void => {
      touched.current = performance.now();
    };
    const events = ['wheel', 'touchmove', 'input'] as const;
    events.forEach((name) => window.addEventListener(name, touch, { passive: true }));
    return () => events.forEach((name) => window.removeEventListener(name, touch));
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
