import { InboxOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Takes files that are dropped anywhere in the window, and says so while they are above it. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const [above, setAbove] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    // Every element that is entered is also left.
    let entered = 0;
    const listen = (type: 'dragenter' | 'dragleave' | 'dragover' | 'drop', action: (event: DragEvent) => void) => {
      const listener = (event: DragEvent): void => {
        if (event.dataTransfer?.types.includes('Files')) {
          event.preventDefault();
          action(event);
        }
      };
      window.addEventListener(type, listener);
      return () => window.removeEventListener(type, listener);
    };
    const count = (next: number): void => {
      entered = Math.max(next, 0);
      setAbove(entered > 0);
    };
    const removers = [
      listen('dragenter', () => count(entered + 1)),
      listen('dragleave', () => count(entered - 1)),
      listen('dragover', () => undefined),
      listen('drop', (event) => {
        count(0);
        take.current(Array.from(event.dataTransfer?.files ?? []));
      }),
    ];
    return () => removers.forEach((remove) => remove());
  }, []);
  return (
    above && (
      <div className="drop" aria-hidden>
        <InboxOutlined />
        {t('upload.drop')}
      </div>
    )
  );
}
