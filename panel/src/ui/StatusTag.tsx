import './StatusTag.css';
import type { ReactNode } from 'react';

type Tone = 'good' | 'waiting' | 'bad' | 'off';

/** A state in one word, with a dot; the word says it, the colour helps. */
export function StatusTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`status tone-${tone}`}>
      <span className="dot" aria-hidden />
      {children}
    </span>
  );
}
