import './Bar.css';
import { useId } from 'react';

interface Props {
  label: string;
  text: string;
  used: number;
  limit: number;
}

/** A part of a whole, as a bar and in words. */
export function Bar({ label, text, used, limit }: Props) {
  const name = useId();
  const part = limit > 0 ? Math.min(1, used / limit) : 1;
  return (
    <div className={part >= 0.8 ? 'bar bar-much' : 'bar'}>
      <span id={name}>{label}</span>
      <span className="number">{text}</span>
      <meter aria-labelledby={name} min={0} max={1} value={part}>
        {text}
      </meter>
    </div>
  );
}
