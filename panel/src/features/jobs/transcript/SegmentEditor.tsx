import { App } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../../api/client';
import type { Editing } from './editing';

const TAKEN_AFTER_MS = 600;
const LONGEST = 10_000;

interface Props {
  segment: Segment;
  time: string;
  editing: Editing;
  onEnd: () => void;
}

let sittings = 0;

/**
 * The text of a segment while somebody writes it. What is typed stays in the field, and is taken over when the person pauses:
 * so a key costs the same in the longest transcript. Enter ends it, Escape takes back what was typed.
 */
export function SegmentEditor({ segment, time, editing, onEnd }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const field = useRef<HTMLTextAreaElement>(null);
  const began = useRef({ text: segment.text, speaker: segment.speaker, sitting: ++sittings });
  const ended = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const take = (text: string): void => {
    clearTimeout(timer.current);
    editing.write(segment.i, { text, speaker: segment.speaker }, began.current.sitting);
  };
  const typed = (): string => (field.current?.value ?? '').replace(/\s+/g, ' ').trim();
  const end = (text = typed()): void => {
    // A field that goes away may still tell that it lost the focus.
    if (ended.current) {
      return;
    }
    ended.current = true;
    if (text === '') {
      void message.warning(t('edit.notEmpty'));
    }
    take(text === '' ? began.current.text : text);
    onEnd();
  };
  const grow = (): void => {
    if (field.current) {
      field.current.style.height = 'auto';
      field.current.style.height = `${field.current.scrollHeight}px`;
    }
  };
  useEffect(() => {
    const { current } = field;
    grow();
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
    return () => clearTimeout(timer.current);
  }, []);
  const press = (event: KeyboardEvent): void => {
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      end();
    } else if (event.key === 'Escape') {
      end(began.current.text);
    } else if (undo && !event.shiftKey && field.current?.value === began.current.text) {
      // Nothing is left to be undone in the field itself.
      end(began.current.text);
      editing.undo();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <textarea
      ref={field}
      className="segment-field"
      rows={1}
      maxLength={LONGEST}
      defaultValue={segment.text}
      aria-label={t('edit.textAt', { time })}
      onInput={() => {
        grow();
        clearTimeout(timer.current);
        timer.current = setTimeout(() => typed() !== '' && take(typed()), TAKEN_AFTER_MS);
      }}
      onKeyDown={press}
      onBlur={() => end()}
    />
  );
}
