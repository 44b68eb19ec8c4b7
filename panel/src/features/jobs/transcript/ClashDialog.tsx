import { Button, Flex } from 'antd';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/Dialog';
import { duration } from '../../../ui/duration';
import type { Clash, Written } from './changes';
import { useEditing, type Editing } from './editing';

interface Props {
  editing: Editing;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Shows what two people made of the same segments side by side, and lets one choose. Until then nothing is lost. */
export function ClashDialog({ editing, opener, onClose }: Props) {
  const { t } = useTranslation();
  const { clashes } = useEditing(editing);
  const [taken, setTaken] = useState<ReadonlySet<number>>(new Set());
  const choose = (i: number, theirs: boolean): void => {
    const next = new Set(taken);
    if (theirs) {
      next.add(i);
    } else {
      next.delete(i);
    }
    setTaken(next);
  };
  return (
    <Dialog title={t('clash.title')} opener={opener} onClose={onClose} wide>
      <p>{t('clash.text')}</p>
      <Flex gap="small" wrap>
        <Button size="small" onClick={() => setTaken(new Set())}>
          {t('clash.allMine')}
        </Button>
        <Button size="small" onClick={() => setTaken(new Set(clashes.map(({ i }) => i)))}>
          {t('clash.allTheirs')}
        </Button>
      </Flex>
      <div className="clashes">
        {clashes.map((clash) => (
          <Both key={clash.i} clash={clash} theirs={taken.has(clash.i)} onChoose={(theirs) => choose(clash.i, theirs)} />
        ))}
      </div>
      <Flex gap="small" justify="end">
        <Button onClick={onClose}>{t('clash.later')}</Button>
        <Button
          type="primary"
          onClick={() => {
            editing.resolve(taken);
            onClose();
          }}
        >
          {t('edit.save')}
        </Button>
      </Flex>
    </Dialog>
  );
}

function Both({ clash, theirs, onChoose }: { clash: Clash; theirs: boolean; onChoose: (theirs: boolean) => void }) {
  const { t } = useTranslation();
  const time = duration(Math.floor(clash.start_ms / 1000) * 1000);
  return (
    <fieldset>
      <legend>{time}</legend>
      <Side name={`clash-${clash.i}`} label={t('clash.mine')} written={clash.mine} chosen={!theirs} onChoose={() => onChoose(false)} />
      <Side name={`clash-${clash.i}`} label={t('clash.theirs')} written={clash.theirs} chosen={theirs} onChoose={() => onChoose(true)} />
    </fieldset>
  );
}

interface SideProps {
  name: string;
  label: string;
  written: Written;
  chosen: boolean;
  onChoose: () => void;
}

function Side({ name, label, written, chosen, onChoose }: SideProps) {
  return (
    <label className={chosen ? 'side picked' : 'side'}>
      <span>
        <input type="radio" name={name} checked={chosen} onChange={onChoose} /> {label}
      </span>
      {written.speaker !== undefined && <bdi className="muted">{written.speaker}</bdi>}
      <span>{written.text}</span>
    </label>
  );
}
