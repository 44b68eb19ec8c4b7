import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Editing } from './editing';
import { STEP_MS } from './Player';
import type { Playback } from './playback';
import { wordBeside } from './tokens';
import type { ViewHandle } from './TranscriptView';

const TYPED = 'input:not([type=range]), textarea, select, dialog, [role=menu], [role=listbox], [role=combobox]';
const PRESSED = 'button, a, input';

/** The keys of the transcript, where no field, menu or dialog wants them. */
export function useKeys(
  playback: Playback,
  editing: Editing,
  view: RefObject<ViewHandle | null>,
  editable: boolean,
  help: () => void,
): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (target.closest(TYPED) || document.querySelector('dialog[open]')) {
      return;
    }
    const action = actionOf(event, target);
    if (action) {
      event.preventDefault();
      action();
    }
  });
  const actionOf = (event: KeyboardEvent, target: Element): (() => void) | undefined => {
    if (event.ctrlKey || event.metaKey) {
      return editable && !event.altKey ? history(event, editing) : undefined;
    }
    if (event.altKey) {
      return undefined;
    }
    const word = (by: 1 | -1) => () => {
      const found = wordBeside(editing.now().segments, playback.ms, by);
      if (found) {
        playback.seek(found.ms);
        view.current?.show(found.segment);
      }
    };
    const inPlace = target.closest('input') !== null;
    const onButton = target.closest(PRESSED) !== null;
    switch (event.key) {
      case ' ':
        return onButton && !inPlace ? undefined : () => playback.toggle();
      case 'Enter':
        return onButton || !editable ? undefined : () => view.current?.editHeard();
      case 'ArrowLeft':
        return event.shiftKey ? word(-1) : () => playback.seek(playback.ms - STEP_MS);
      case 'ArrowRight':
        return event.shiftKey ? word(1) : () => playback.seek(playback.ms + STEP_MS);
      case '[':
        return () => playback.changeSpeed(-1);
      case ']':
        return () => playback.changeSpeed(1);
      case 'n':
      case 'N':
        return () => view.current?.nextDoubt();
      case '?':
        return help;
      default:
        return undefined;
    }
  };
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function history(event: KeyboardEvent, editing: Editing): (() => void) | undefined {
  const key = event.key.toLowerCase();
  if (key === 'y' || (key === 'z' && event.shiftKey)) {
    return () => editing.redo();
  }
  return key === 'z' ? () => editing.undo() : undefined;
}
